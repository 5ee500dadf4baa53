// The page around the map: filter form, summary, card, list of places. Everything is written as text.

import { queryOf, stateOf } from "./filter.js";

const MOST = 20; // places listed by name

/** Sentences with a number, each in the form for one and for many. */
export function sentences(texts, language) {
    const figures = new Intl.NumberFormat(language);
    const format = (number) => figures.format(number);
    const say = (name, number) => texts[name][number === 1 ? 0 : 1].replace("{n}", format(number));
    return { format, say };
}

export class FilterForm {
    constructor(form) {
        this.form = form;
    }

    read() {
        return stateOf(new FormData(this.form));
    }

    /** The state in which the server sent the form, whatever was ticked since. */
    served() {
        const untouched = this.form.cloneNode(true);
        untouched.reset();
        return stateOf(new FormData(untouched));
    }

    /** Ticks what an address says; unknown values fall away, as on the server. */
    write(params) {
        for (const control of this.form.elements) {
            if (control.type === "checkbox") control.checked = params.getAll(control.name).includes(control.value);
            else if (control.name) control.value = params.get(control.name) ?? "";
            if (control.selectedIndex < 0) control.selectedIndex = 0;
        }
    }

    /** A group that is not counted yet keeps the server's numbers. */
    showCounts(counts, format) {
        for (const control of this.form.elements) {
            const group = counts[control.name];
            if (!group) continue;
            const count = (value) => group.get(value) ?? 0;
            if (control.type === "checkbox") {
                control.closest("label").querySelector(".count").textContent = format(count(control.value));
                control.disabled = !count(control.value) && !control.checked;
            } else {
                for (const option of control.options) {
                    option.text = `${option.text.replace(/ \([\d.,]+\)$/, "")} (${format(count(option.value))})`;
                }
            }
        }
    }
}

export class Summary {
    constructor(results, served, say) {
        this.served = queryOf(served);
        this.note = results.querySelector(".map-note");
        results.querySelector(".result-list").prepend(this.note);
        this.line = document.querySelector(".result-summary p");
        this.chips = document.querySelector(".result-summary .chips");
        this.servedLine = [...this.line.childNodes];
        this.say = say;
    }

    /** After filtering here the server's list is that of another state: say so and offer the right one. */
    show(state, total) {
        const outdated = queryOf(state) !== this.served;
        this.note.hidden = !outdated;
        if (this.chips) this.chips.hidden = outdated;
        const link = this.note.querySelector("a");
        link.textContent = this.say("showList", total);
        link.href = location.pathname + location.search + "#ban-do";
        const strong = Object.assign(document.createElement("strong"), { textContent: this.say("total", total) });
        this.line.replaceChildren(...(outdated ? [strong] : this.servedLine));
    }
}

export class Panel {
    constructor(host, source, say) {
        Object.assign(this, { source, say, onClose: () => {} });
        for (const part of ["card", "list", "legend", "status"]) this[part] = host.querySelector(`.map-${part}`);
        this.card.querySelector("[data-close]").addEventListener("click", () => this.close());
        host.addEventListener("keydown", (event) => event.key === "Escape" && !this.card.hidden && this.close());
    }

    tell(text) {
        if (this.status.textContent !== text) this.status.textContent = text;
    }

    async show(ordinal, focus) {
        const [card] = await this.source.cardsOf([ordinal]);
        if (!card) return;
        this.fill(this.card, card);
        this.card.hidden = false;
        if (focus) this.card.querySelector("[data-name]").focus();
    }

    close() {
        const hadFocus = this.card.contains(document.activeElement);
        this.card.hidden = true;
        this.onClose(hadFocus);
    }

    /** `onPoint` hears which place is pointed at. */
    async showList(ordinals, onPoint) {
        const ticket = (this.ticket = {});
        const cards = await this.source.cardsOf(ordinals.slice(0, MOST));
        if (ticket !== this.ticket) return;
        const rows = cards.map((card) => {
            const row = this.list.querySelector("template").content.firstElementChild.cloneNode(true);
            this.fill(row, card);
            for (const event of ["focusin", "pointerenter"]) row.addEventListener(event, () => onPoint(card.ordinal));
            return row;
        });
        this.list.querySelector("ol").replaceChildren(...rows);
        const rest = ordinals.length - cards.length;
        this.list.querySelector("[data-more]").textContent = rest > 0 ? this.say("more", rest) : "";
    }

    fill(root, card) {
        const part = (name) => root.querySelector(`[data-${name}]`);
        Object.assign(part("name"), { textContent: card.name, href: card.url });
        part("address").textContent = card.address;
        part("sample").hidden = !card.sample;
        const marks = card.marks.length ? card.marks : ["none"];
        part("marks").replaceChildren(...marks.map((mark) => this.legend.querySelector(`.scheme-label-${mark}`).cloneNode(true)));
    }
}
