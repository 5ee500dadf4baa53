// The map beside the two numbers of a position. The numbers are the form; map, pasted text and button only fill them.
const form = document.querySelector("[data-position]");
const host = form?.querySelector("[data-map]");
const L = window.L;

const field = (name) => form.elements.namedItem(name);
const numbers = () => ["lat", "lng"].map((name) => (field(name).value === "" ? NaN : Number(field(name).value)));
const centre = host?.dataset.centre ? host.dataset.centre.split(",").map(Number) : null;
const START = [21.7, 105.85]; // the province, when neither place nor commune is known

let map, marker;

function show(point, { move = true } = {}) {
    if (!map) return;
    marker.setLatLng(point);
    if (!map.hasLayer(marker)) marker.addTo(map);
    if (move) map.setView(point, Math.max(map.getZoom(), 15), { animate: false });
}

function fill([lat, lng], precision) {
    field("lat").value = lat.toFixed(6);
    field("lng").value = lng.toFixed(6);
    field("pasted").value = "";
    const chosen = form.querySelector("[name=precision]:checked")?.value;
    // The middle of the commune is known to be only that; a point somebody set is no longer it.
    if (precision === "unit" || !chosen || chosen === "unit" || chosen === "khong") {
        form.querySelector(`[name=precision][value=${precision}]`).checked = true;
    }
}

async function readPasted() {
    const text = field("pasted").value.trim();
    const status = form.querySelector("[data-status]");
    status.textContent = "";
    if (!text) return;
    const answer = await fetch(`${host.dataset.read}?${new URLSearchParams({ q: text })}`);
    const found = await answer.json();
    if (found.problem) {
        status.textContent = found.problem;
        return;
    }
    fill([found.lat, found.lng], "exact");
    show([found.lat, found.lng]);
    status.textContent = `${found.lat.toFixed(5)}, ${found.lng.toFixed(5)}`;
}

function open() {
    host.hidden = false;
    form.querySelector("[data-map-help]").hidden = false;
    const [lat, lng] = numbers();
    const known = Number.isFinite(lat) && Number.isFinite(lng);
    map = L.map(host, { zoomControl: false }).setView(known ? [lat, lng] : (centre ?? START), known ? 16 : 13);
    map.attributionControl.setPrefix(false);
    L.control.zoom({ zoomInTitle: host.dataset.zoomIn, zoomOutTitle: host.dataset.zoomOut }).addTo(map);
    if (host.dataset.tiles) L.tileLayer(host.dataset.tiles, { attribution: host.dataset.attribution, maxZoom: 19 }).addTo(map);
    const icon = L.divIcon({ className: "store-marker", iconSize: [28, 28], iconAnchor: [14, 28] });
    marker = L.marker([0, 0], { draggable: true, keyboard: false, icon });
    if (known) show([lat, lng], { move: false });
    marker.on("dragend", () => {
        const { lat: y, lng: x } = marker.getLatLng();
        fill([y, x], "exact");
    });
    map.on("click", ({ latlng }) => {
        fill([latlng.lat, latlng.lng], "exact");
        show([latlng.lat, latlng.lng], { move: false });
    });
}

if (host) {
    if (L) open();
    field("pasted").addEventListener("change", readPasted);
    field("pasted").addEventListener("paste", () => setTimeout(readPasted));
    for (const name of ["lat", "lng"]) {
        field(name).addEventListener("change", () => {
            const point = numbers();
            if (point.every(Number.isFinite)) show(point);
        });
    }
    const button = form.querySelector("[data-to-centre]");
    if (button && centre) {
        button.hidden = false;
        button.addEventListener("click", () => {
            fill(centre, "unit");
            show(centre);
        });
    }
}
