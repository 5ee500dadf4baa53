// Suggestions under a search field (data-suggest names the address that gives them). A list box as ARIA describes it:
// arrows choose, Enter goes there, Escape closes. Without an answer the field is the plain one of its form.

const PAUSE = 150; // ms without a key before the server is asked
const SHORTEST = 2;

class Suggestions {
    constructor(input) {
        this.input = input;
        this.box = document.createElement("ul");
        this.box.id = `${input.id}-goi-y`;
        this.box.className = "suggestions";
        this.box.role = "listbox";
        this.box.ariaLabel = input.dataset.suggestLabel;
        this.box.hidden = true;
        input.after(this.box);
        input.role = "combobox";
        input.setAttribute("aria-autocomplete", "list");
        input.setAttribute("aria-controls", this.box.id);
        this.close();
        input.addEventListener("input", () => this.typed());
        input.addEventListener("keydown", (event) => this.key(event));
        input.addEventListener("blur", () => this.close());
        this.box.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    }

    typed() {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.ask(), PAUSE);
    }

    async ask() {
        const text = this.input.value.trim();
        this.asking?.abort();
        if (text.length < SHORTEST) return this.close();
        this.asking = new AbortController();
        try {
            const answer = await fetch(`${this.input.dataset.suggest}?q=${encodeURIComponent(text)}`, { signal: this.asking.signal });
            this.show(answer.ok ? (await answer.json()).items : []);
        } catch (error) {
            if (error.name !== "AbortError") this.close(); // no signal: the form still works
        }
    }

    get options() {
        return [...this.box.querySelectorAll("[role=option]")];
    }

    show(items) {
        this.box.replaceChildren(...items.map((item, index) => this.option(item, index)));
        this.at = -1;
        this.open(items.length > 0 && document.activeElement === this.input);
    }

    option({ title, url, kind }, index) {
        const row = document.createElement("li");
        const option = document.createElement("a");
        row.role = "none";
        option.id = `${this.box.id}-${index}`;
        option.role = "option";
        option.href = url;
        option.tabIndex = -1;
        option.textContent = title;
        if (kind) {
            const small = document.createElement("small");
            small.textContent = kind;
            option.append(" ", small);
        }
        row.append(option);
        return row;
    }

    key(event) {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (event.key === "Escape" && !this.box.hidden) {
            event.preventDefault(); // or the browser empties the field
            this.close();
        } else if (event.key === "Enter" && this.at >= 0) {
            event.preventDefault();
            this.options[this.at].click();
        } else if (step && !this.box.hidden) {
            event.preventDefault();
            this.choose(this.at + step);
        }
    }

    choose(at) {
        const { options } = this;
        this.at = at < -1 ? options.length - 1 : at === options.length ? -1 : at; // -1 is the field itself
        options.forEach((option, index) => (option.ariaSelected = String(index === this.at)));
        if (this.at < 0) return this.input.removeAttribute("aria-activedescendant");
        this.input.setAttribute("aria-activedescendant", options[this.at].id);
        options[this.at].scrollIntoView({ block: "nearest" });
    }

    open(yes) {
        this.box.hidden = !yes;
        this.input.ariaExpanded = String(yes);
        this.input.removeAttribute("aria-activedescendant");
    }

    close() {
        clearTimeout(this.timer);
        this.asking?.abort();
        this.at = -1;
        this.open(false);
    }
}

document.querySelectorAll("input[data-suggest]").forEach((input) => new Suggestions(input));
