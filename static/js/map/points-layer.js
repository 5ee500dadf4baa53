// The canvas on which Leaflet's map shows points and rings. Knows the map and the drawing, nothing of the page.

import { cellBox, cluster, inBox } from "./cluster.js";
import { drawCrosshair, drawHalo, drawLabels, drawPlace, drawRing, drawText, placeReach, readColours, ringRadius } from "./marks.js";

const BEYOND = 0.25; // of the map's size, drawn around it, so that dragging shows no empty edge
const NEAR = 24; // pixels from a drawing that still hit it

/** `data` is {pack, found, labels, numbers, format}; `redraw()` after changing it. */
export function pointsLayer(L, data) {
    return Object.assign(new (L.Layer.extend(METHODS))(), { L, data, chosen: null, clusters: [] });
}

const METHODS = {
    onAdd(map) {
        this.map = map;
        this.canvas = this.L.DomUtil.create("canvas", "map-points leaflet-zoom-animated", this.getPane());
        this.canvas.setAttribute("aria-hidden", "true");
        this.recolour();
    },

    onRemove() {
        this.canvas.remove();
    },

    getEvents() {
        return { moveend: this.redraw, zoomanim: this.stretch };
    },

    recolour() {
        this.colours = readColours(this.map.getContainer());
        this.redraw();
    },

    choose(ordinal) {
        this.chosen = ordinal;
        this.paint();
    },

    showCrosshair(on) {
        this.crosshair = on;
        this.paint();
    },

    world() {
        return 256 * 2 ** this.map.getZoom();
    },

    /** What the map shows, in world coordinates; `beyond` times its size more on each side. */
    box(beyond = 0) {
        const { min, max } = this.map.getPixelBounds();
        const more = max.subtract(min).multiplyBy(beyond);
        const [start, end] = [min.subtract(more).divideBy(this.world()), max.add(more).divideBy(this.world())];
        return { west: start.x, east: end.x, north: start.y, south: end.y };
    },

    /** The points in the visible part: exactly these are counted. */
    visible() {
        return inBox(this.data.pack.x, this.data.pack.y, this.data.found, this.box());
    },

    boundsOf(ordinals) {
        const { x, y } = this.data.pack;
        const box = this.L.bounds([]);
        for (const o of ordinals) box.extend(this.L.point(x[o] * 256, y[o] * 256));
        const [a, b] = [box.min, box.max].map((corner) => this.L.CRS.EPSG3857.pointToLatLng(corner, 0));
        return this.L.latLngBounds(a, b);
    },

    redraw() {
        const { x, y } = this.data.pack;
        const zoom = this.map.getZoom();
        this.clusters = cluster(x, y, inBox(x, y, this.data.found, cellBox(this.box(BEYOND), zoom)), zoom);
        this.clusters.sort((a, b) => a.y - b.y); // what stands in front is drawn last
        this.paint();
    },

    paint() {
        const size = this.map.getSize();
        const corner = size.multiplyBy(-BEYOND).round();
        const context = this.place(corner, size.subtract(corner.multiplyBy(2)));
        const topLeft = this.map.getPixelBounds().min.add(corner);
        const world = this.world();
        const project = (x, y) => [x * world - topLeft.x, y * world - topLeft.y];
        const items = this.clusters.map((item) => this.looksOf(item, ...project(item.x, item.y)));
        const taken = items.map(({ x, y, reach }) => [x - reach, y - 14, x + reach, y + 14]);
        if (this.data.labels) drawLabels(context, this.data.labels, project, this.size, taken, this.colours);
        for (const item of items) this.drawItem(context, item);
        if (this.crosshair) drawCrosshair(context, this.size.x / 2, this.size.y / 2, this.colours);
    },

    /** Lays an empty canvas over the present view. */
    place(corner, size) {
        const ratio = window.devicePixelRatio || 1;
        this.size = size;
        this.drawnZoom = this.map.getZoom();
        this.drawnCorner = this.map.containerPointToLatLng(corner);
        this.L.DomUtil.setPosition(this.canvas, this.map.containerPointToLayerPoint(corner));
        Object.assign(this.canvas, { width: size.x * ratio, height: size.y * ratio });
        Object.assign(this.canvas.style, { width: `${size.x}px`, height: `${size.y}px` });
        const context = this.canvas.getContext("2d");
        context.scale(ratio, ratio);
        return context;
    },

    looksOf({ ordinals }, x, y) {
        const { pack, numbers, format } = this.data;
        const chosen = ordinals.includes(this.chosen);
        if (ordinals.length > 1) {
            const label = format(ordinals.length);
            return { x, y, chosen, label, reach: ringRadius(label) };
        }
        const marks = pack.marks[pack.tag[ordinals[0]]];
        return { x, y, chosen, marks, reach: placeReach(marks), number: numbers.get(ordinals[0]) };
    },

    drawItem(context, { x, y, chosen, label, marks, reach, number }) {
        if (chosen) drawHalo(context, x, y, reach, this.colours);
        if (label) drawRing(context, x, y, label, this.colours);
        else drawPlace(context, x, y, marks, this.colours);
        if (number) drawText(context, number, x + reach + 10, y, `700 14px ${this.colours.sans}`, this.colours);
    },

    /** While the zoom is animated, as Leaflet does with its own drawings. */
    stretch(event) {
        const scale = this.map.getZoomScale(event.zoom, this.drawnZoom);
        const offset = this.map._latLngToNewLayerPoint(this.drawnCorner, event.zoom, event.center);
        this.L.DomUtil.setTransform(this.canvas, offset, scale);
    },

    /** The drawing nearest to a point of the map's frame, within `reach` pixels. */
    itemAt(point, reach = NEAR) {
        const at = this.map.getPixelBounds().min.add(point);
        let [best, least] = [null, reach];
        for (const item of this.clusters) {
            const away = Math.hypot(item.x * this.world() - at.x, item.y * this.world() - at.y);
            if (away < least) [best, least] = [item, away];
        }
        return best;
    },
};
