// The pack of all public points: reading (stores/map/codec.py writes it), fetching, asking about single points.

const FIRST = 0x23;
const BACKSLASH = 0x5c;

/** Numbers in base 32, the last digit of each from the second half of the alphabet. */
export function readColumn(text, numbers) {
    let number = 0;
    let place = 0;
    for (let index = 0; index < text.length; index++) {
        const code = text.charCodeAt(index);
        const digit = code - FIRST - (code > BACKSLASH ? 1 : 0);
        number = number * 32 + (digit & 31);
        if (digit > 31) {
            numbers[place++] = number;
            number = 0;
        }
    }
    return numbers;
}

// Every other bit of 26, closed up.
function everyOther(bits) {
    bits &= 0x1555555;
    bits = (bits | (bits >> 1)) & 0x3333333;
    bits = (bits | (bits >> 2)) & 0x0f0f0f0f;
    bits = (bits | (bits >> 4)) & 0x00ff00ff;
    return (bits | (bits >> 8)) & 0xffff;
}

const HALF = 2 ** 26;

function readPositions({ steps, origin, scale }, x, y) {
    let code = 0;
    readColumn(steps, new Float64Array(x.length)).forEach((step, ordinal) => {
        code += step;
        const low = code % HALF;
        const high = (code - low) / HALF;
        const lng = everyOther(low) + everyOther(high) * 8192 + origin[1];
        const lat = everyOther(low >> 1) + everyOther(high >> 1) * 8192 + origin[0];
        x[ordinal] = worldX(lng / scale);
        y[ordinal] = worldY(lat / scale);
    });
}

/** Web Mercator, the world being a square from 0 to 1. */
export const worldX = (lng) => lng / 360 + 0.5;
export function worldY(lat) {
    const sine = Math.sin((Math.max(-85.05, Math.min(85.05, lat)) * Math.PI) / 180);
    return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/** Points as columns: world coordinates of the first `placed`, a tag (schemes, categories) for all `total`. */
export function readPoints(data) {
    const placed = data.total - data.unplaced;
    const pack = { ...data, placed, x: new Float64Array(placed), y: new Float64Array(placed) };
    readPositions(data, pack.x, pack.y);
    pack.tag = readColumn(data.tag, new Uint32Array(data.total));
    pack.marks = data.tags.map(([bits]) => data.schemes.filter((_, bit) => (bits >> bit) & 1).map(([, mark]) => mark));
    return pack;
}

/** What the second file brings: unit, kind, hours. */
export function addFacets(pack, { values, columns }) {
    pack.facets = {};
    for (const [name, text] of Object.entries(columns)) {
        pack.facets[name] = { values: values[name], column: readColumn(text, new Uint32Array(pack.total)) };
    }
}

export function readLabels({ names, lats, lngs, wards, scale }) {
    return names.map((name, index) => ({
        name,
        ward: index < wards,
        x: worldX(lngs[index] / scale),
        y: worldY(lats[index] / scale),
    }));
}

const GONE = 410;

export async function getJSON(url) {
    const response = await fetch(url);
    if (!response.ok) throw Object.assign(new Error(url), { status: response.status });
    return response.json();
}

/** The present version, and questions about it. `onReplace` runs when a newer one had to be loaded. */
export class Source {
    constructor(url, onReplace) {
        Object.assign(this, { url, onReplace });
    }

    async load(tries = 2) {
        this.addresses = await getJSON(this.url);
        this.cards = {};
        this.words = {};
        try {
            const [points, facets] = [this.addresses.points, this.addresses.facets].map(getJSON);
            facets.catch(() => {}); // whoever waits for `this.facets` hears of it
            const pack = readPoints(await points);
            this.facets = facets.then((data) => addFacets(pack, data));
            this.pack = pack;
        } catch (error) {
            if (error.status !== GONE || !tries) throw error;
            await this.load(tries - 1);
        }
    }

    /** When this version is gone, the new one is loaded and there is no answer. */
    async ask(name, query) {
        try {
            return await getJSON(`${this.addresses[name]}?${new URLSearchParams(query)}`);
        } catch (error) {
            if (error.status !== GONE) throw error;
            await this.load();
            this.onReplace();
        }
    }

    /** Name, address, page and marks of some points, in their order. */
    async cardsOf(ordinals) {
        const { cards } = this;
        const missing = ordinals.filter((ordinal) => !cards[ordinal]);
        if (missing.length) Object.assign(cards, await this.ask("names", { o: missing }));
        return ordinals.filter((ordinal) => cards[ordinal]).map((ordinal) => ({ ordinal, ...cards[ordinal] }));
    }

    /** 1 for each point that the words find; null without words. */
    async maskOf(text) {
        if (!text) return null;
        if (this.words.text === text) return this.words.mask;
        const answer = await this.ask("words", { q: text });
        if (!answer) return this.maskOf(text);
        const mask = new Uint8Array(this.pack.total);
        readColumn(answer.steps, new Float64Array(answer.count)).reduce((ordinal, step) => {
            mask[ordinal + step] = 1;
            return ordinal + step;
        }, 0);
        this.words = { text, mask };
        return mask;
    }
}
