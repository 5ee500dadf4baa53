// <store-map>: the switch between list and map. The list is complete without it; the map, with Leaflet and the points,
// is loaded when somebody asks for it.

const OPEN = /^#ban-do\b/;

class StoreMap extends HTMLElement {
    connectedCallback() {
        this.results = this.closest("[data-view]");
        this.buttons = this.results.querySelectorAll("[data-show]");
        this.form = document.querySelector(this.dataset.form);
        for (const button of this.buttons) button.addEventListener("click", () => this.show(button.dataset.show));
        this.buttons[0].parentElement.removeAttribute("data-waiting");
        this.form.addEventListener("submit", (event) => this.keepOpen(event));
        if (OPEN.test(location.hash)) this.show("map");
    }

    async show(view) {
        this.hidden = view !== "map";
        this.results.dataset.view = view;
        for (const button of this.buttons) button.setAttribute("aria-pressed", button.dataset.show === view);
        if (!this.hidden) await this.open();
        else if (OPEN.test(location.hash)) history.replaceState(null, "", location.pathname + location.search);
    }

    async open() {
        if (this.view) {
            this.view.map.invalidateSize();
            this.view.moved();
            return;
        }
        const status = this.querySelector(".map-status");
        status.textContent = this.dataset.loading;
        try {
            const { MapView } = await import("./view.js");
            this.view = await MapView.open(this);
        } catch (error) {
            console.warn(error);
            status.textContent = this.dataset.failed;
        }
    }

    /** Sending the form leads to the next state of the list with the map still open. */
    keepOpen(event) {
        if (this.hidden) return;
        // The map has already put the state into the address; sending it again would only jump to the fragment.
        const asked = `?${new URLSearchParams(new FormData(this.form))}`;
        if (asked === (location.search || "?")) {
            event.preventDefault();
            location.reload();
        }
        this.form.action = this.form.action.replace(/#.*|$/, "#ban-do");
    }
}

customElements.define("store-map", StoreMap);
