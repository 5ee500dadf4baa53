// The open map: loads what it needs, then keeps map, filters, counts and address one state.

import { evaluate, needsFacets, queryOf } from "./filter.js";
import { getJSON, readLabels, Source } from "./pack.js";
import { FilterForm, Panel, sentences, Summary } from "./page.js";
import { pointsLayer } from "./points-layer.js";

const SETTLE = 400; // milliseconds of rest before numbers are spoken

function load(tag, attributes) {
    return new Promise((resolve, reject) => {
        document.head.append(Object.assign(document.createElement(tag), attributes, { onload: resolve, onerror: reject }));
    });
}

/** The map that the server described; its script hands it over in an event. */
async function describedMap(host) {
    const handed = new Promise((resolve) => host.addEventListener("remote-points", (event) => resolve(event.detail), { once: true }));
    const styles = host.dataset.css.split(" ").map((href) => load("link", { rel: "stylesheet", href }));
    for (const src of host.dataset.js.split(" ")) await load("script", { src });
    await Promise.all(styles);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
        window.L.Map.mergeOptions({ zoomAnimation: false, fadeAnimation: false, inertia: false });
    }
    await load("script", { src: host.dataset.script });
    return handed;
}

/** "#ban-do=14/21.59420/105.84800" as {zoom, center}; null for anything else. */
export function readView(hash) {
    const [, ...figures] = /^#ban-do=(\d+)\/(-?[\d.]+)\/(-?[\d.]+)$/.exec(hash) ?? [];
    const [zoom, lat, lng] = figures.map(Number);
    return zoom < 25 && Math.abs(lat) <= 85 && Math.abs(lng) <= 180 ? { zoom, center: [lat, lng] } : null;
}

export class MapView {
    static async open(host) {
        const view = new MapView(host);
        const [{ map, options }] = await Promise.all([describedMap(host), view.source.load()]);
        await view.start(map, options);
        return view;
    }

    constructor(host) {
        const { format, say } = sentences(JSON.parse(host.dataset.texts), document.documentElement.lang);
        this.host = host;
        this.say = say;
        this.source = new Source(host.dataset.points, () => this.apply());
        this.form = new FilterForm(document.querySelector(host.dataset.form));
        this.panel = new Panel(host, this.source, say);
        this.summary = new Summary(host.parentElement, this.form.served(), say);
        this.data = { found: [], labels: null, numbers: new Map(), format };
    }

    async start(map, options) {
        this.map = map;
        this.maxZoom = options.maxZoom;
        this.data.pack = this.source.pack;
        this.layer = pointsLayer(window.L, this.data).addTo(map);
        this.listen();
        // Ticks that were made before the map was opened count as made on it.
        if (queryOf(this.form.read()) !== this.summary.served) await this.ticked();
        else await this.apply();
        if (!this.goToAddress()) this.fit();
        this.showLabels();
        this.numberList();
    }

    listen() {
        const { map, layer } = this;
        const region = map.getContainer();
        map.on("moveend", () => this.moved());
        map.on("click", (event) => this.press(layer.itemAt(event.containerPoint)));
        map.on("mousemove", (event) => (region.style.cursor = layer.itemAt(event.containerPoint) ? "pointer" : ""));
        // Leaflet moves the map by arrows and zooms by + and -. Enter takes what lies under the crosshair.
        region.addEventListener("focus", () => layer.showCrosshair(region.matches(":focus-visible")));
        region.addEventListener("blur", () => layer.showCrosshair(false));
        region.addEventListener("keydown", (event) => {
            if (event.key === "Enter" && event.target === region) this.press(layer.itemAt(map.getSize().divideBy(2), 80), true);
        });
        this.panel.onClose = (hadFocus) => {
            layer.choose(null);
            if (hadFocus) region.focus();
        };
        this.panel.list.addEventListener("toggle", () => this.moved());
        this.form.form.addEventListener("change", (event) => event.target.type !== "search" && this.ticked());
        addEventListener("popstate", () => this.travelled());
        for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
            matchMedia(query).addEventListener("change", () => layer.recolour());
        }
        new MutationObserver(() => layer.recolour()).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    }

    /** Commune names on the plain ground until a tile arrives. */
    async showLabels() {
        let tiles = false;
        const showTiles = () => {
            tiles = true;
            this.data.labels = null;
            this.layer.paint();
        };
        this.map.eachLayer((layer) => layer.once("tileload", showTiles));
        const labels = readLabels(await getJSON(this.source.addresses.labels));
        if (tiles) return;
        this.data.labels = labels;
        this.layer.paint();
    }

    /** Rows of the page's list have their number on the map too, and light up when pointed at. */
    async numberList() {
        const rows = [...document.querySelectorAll("[data-store]")];
        const places = rows.length && (await this.source.ask("places", { s: rows.map((row) => row.dataset.store) }));
        for (const row of places ? rows : []) {
            const ordinal = places[row.dataset.store];
            this.data.numbers.set(ordinal, row.querySelector(".store-number")?.textContent);
            row.addEventListener("pointerenter", () => this.layer.choose(ordinal));
            row.addEventListener("pointerleave", () => this.layer.choose(null));
        }
        this.layer.paint();
    }

    /** Map, counts and address follow at once; the list when it is asked for again. */
    async ticked() {
        history.pushState(null, "", (queryOf(this.form.read()) || location.pathname) + location.hash);
        await this.apply();
        if (!this.layer.visible().length) this.fit();
    }

    /** Back or Forward: form, points and view as the address says. */
    async travelled() {
        this.form.write(new URLSearchParams(location.search));
        await this.apply();
        this.goToAddress();
    }

    goToAddress() {
        const view = readView(location.hash);
        if (view) this.map.setView(view.center, view.zoom, { animate: false });
        return view;
    }

    /** Counts by unit and kind join when the second file has come. */
    async apply() {
        const state = this.form.read();
        const ticket = (this.ticket = {});
        const show = (words) => ticket === this.ticket && this.show(state, words);
        try {
            const words = await this.source.maskOf(state.q);
            if (needsFacets(state)) await this.source.facets;
            show(words);
            if (!this.source.pack.facets) this.source.facets.then(() => show(words));
        } catch {
            this.panel.tell(this.host.dataset.failed);
        }
    }

    show(state, words) {
        this.data.pack = this.source.pack;
        this.result = evaluate(this.source.pack, state, words);
        this.data.found = this.result.found;
        this.form.showCounts(this.result.counts, this.data.format);
        this.summary.show(state, this.result.total);
        this.layer.redraw();
        this.moved();
    }

    fit() {
        if (!this.data.found.length) return;
        this.map.fitBounds(this.layer.boundsOf(this.data.found), { padding: [30, 30], maxZoom: 16, animate: false });
    }

    /** A place opens its card; a ring opens up, or lists its places where the map cannot show them apart. */
    press(item, focus = false) {
        if (!item) return;
        const { ordinals } = item;
        if (ordinals.length === 1) {
            this.layer.choose(ordinals[0]);
            this.panel.show(ordinals[0], focus);
        } else if (this.map.getZoom() < this.maxZoom) {
            const bounds = this.layer.boundsOf(ordinals);
            const fitting = Math.min(this.maxZoom, this.map.getBoundsZoom(bounds.pad(0.2)));
            this.map.setView(bounds.getCenter(), Math.max(this.map.getZoom() + 1, fitting));
        } else {
            this.panel.list.open = true;
            this.list(ordinals);
            this.panel.list.querySelector("summary").focus();
        }
    }

    list(ordinals) {
        this.panel.showList(ordinals, (ordinal) => this.layer.choose(ordinal));
    }

    moved() {
        clearTimeout(this.settling);
        this.settling = setTimeout(() => this.settled(), SETTLE);
    }

    settled() {
        const visible = this.layer.visible();
        const { found, unplaced } = this.result;
        const told = [this.say("inView", visible.length)];
        if (visible.length < found.length) told.push(this.say("onMap", found.length));
        if (unplaced) told.push(this.say("unplaced", unplaced));
        this.panel.tell(told.join(" "));
        this.writeView();
        if (this.panel.list.open) this.list(this.nearestFirst(visible));
    }

    nearestFirst(ordinals) {
        const { x, y } = this.data.pack;
        const { west, east, north, south } = this.layer.box();
        const away = (o) => Math.hypot(x[o] - (west + east) / 2, y[o] - (north + south) / 2);
        return ordinals.sort((a, b) => away(a) - away(b));
    }

    writeView() {
        if (this.host.hidden) return;
        const { lat, lng } = this.map.getCenter();
        const hash = `#ban-do=${this.map.getZoom()}/${lat.toFixed(5)}/${lng.toFixed(5)}`;
        if (hash !== location.hash) history.replaceState(null, "", location.pathname + location.search + hash);
    }
}
