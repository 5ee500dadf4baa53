// Small comforts for pages that work without them: the phone menu closes by Escape or a tap elsewhere; ticked steps live
// in the address (#b=1,3), so they can be sent, printed and found again; searches leave no empty fields in the address.

const menu = document.querySelector(".menu");

if (menu) {
    const close = (focusBack) => {
        if (!menu.open) return;
        menu.open = false;
        if (focusBack) menu.querySelector("summary").focus();
    };
    addEventListener("keydown", (event) => event.key === "Escape" && close(menu.contains(document.activeElement)));
    addEventListener("click", (event) => menu.contains(event.target) || close(false));
    menu.addEventListener("focusout", (event) => event.relatedTarget && !menu.contains(event.relatedTarget) && close(false));
}

const ticks = [...document.querySelectorAll(".steps input[type=checkbox]")];

function readTicks() {
    const match = /^#b=([\d,]*)$/.exec(location.hash);
    if (!match) return;
    const done = new Set(match[1].split(",").map(Number));
    ticks.forEach((tick, index) => (tick.checked = done.has(index + 1)));
}

function writeTicks() {
    const done = ticks.flatMap((tick, index) => (tick.checked ? [index + 1] : []));
    // Without the fragment the address stays the plain one of the page.
    history.replaceState(null, "", done.length ? `#b=${done}` : location.pathname + location.search);
}

if (ticks.length) {
    readTicks();
    addEventListener("hashchange", readTicks);
    ticks.forEach((tick) => tick.addEventListener("change", writeTicks));
}

addEventListener("formdata", ({ target, formData }) => {
    if (target.method !== "get") return;
    for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
});
