// Says in words what the hours mean while they are typed; the presets fill the field.
const form = document.querySelector("[data-hours]");
const rule = form?.elements.namedItem("rule");
const table = form?.querySelector("[data-rows] tbody");
let waiting, asked = 0;

function write(rows) {
    table.replaceChildren(
        ...rows.map(([label, text]) => {
            const row = document.createElement("tr");
            if (text === undefined) row.append(Object.assign(document.createElement("td"), { textContent: label }));
            else {
                const head = Object.assign(document.createElement("th"), { scope: "row", textContent: label });
                row.append(head, Object.assign(document.createElement("td"), { textContent: text }));
            }
            return row;
        }),
    );
}

async function read() {
    const number = ++asked;
    const answer = await fetch(`${form.dataset.read}?${new URLSearchParams({ q: rule.value })}`);
    const found = await answer.json();
    if (number !== asked) return;
    if (found.problem) write([[found.problem]]);
    else write(found.rows.length ? found.rows : [[form.dataset.unknown]]);
}

if (form) {
    form.querySelector("[data-preview]").hidden = true;
    const presets = form.querySelector("[data-presets]");
    presets.hidden = false;
    presets.addEventListener("click", ({ target }) => {
        if (!target.dataset.rule) return;
        rule.value = target.dataset.rule;
        read();
    });
    rule.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(read, 300);
    });
}
