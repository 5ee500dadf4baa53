// The directory's filters in the browser: same addresses and counts as stores/directory.py. Pure functions.
// Values inside a group widen (or), groups narrow (and).

const UNIT = 1;
const SCHEME = 2;
const CATEGORY = 4;
const KIND = 8;
const MULTIPLE = ["dh", "nhom", "loai"];

/** The state that an address or a form holds: {q, xa, dh, nhom, loai}. */
export function stateOf(params) {
    const state = { q: (params.get("q") ?? "").trim(), xa: params.get("xa") ?? "" };
    for (const name of MULTIPLE) state[name] = [...new Set(params.getAll(name))].sort();
    return state;
}

/** The state as a query string, spelt in one way; "" for no filter. */
export function queryOf(state) {
    const params = new URLSearchParams();
    if (state.q) params.append("q", state.q);
    if (state.xa) params.append("xa", state.xa);
    for (const name of MULTIPLE) for (const value of state[name]) params.append(name, value);
    return String(params) && `?${params}`;
}

export const needsFacets = (state) => Boolean(state.xa || state.loai.length);

/**
 * What the state selects: `found` ordinals on the map, `unplaced` without position, `total`; and in `counts[group]`, by
 * value, how many choosing it alone in its group would give.
 */
export function evaluate(pack, state, words) {
    const tags = tagFilter(pack, state);
    const unit = valueFilter(pack.facets?.unit, state.xa ? [state.xa] : [], UNIT);
    const kind = valueFilter(pack.facets?.kind, state.loai, KIND);
    const [forScheme, forCategory] = [new Uint32Array(pack.tags.length), new Uint32Array(pack.tags.length)];
    const found = [];
    let total = 0;
    for (let ordinal = 0; ordinal < pack.total; ordinal++) {
        if (words && !words[ordinal]) continue;
        const tag = pack.tag[ordinal];
        const failed = tags[tag] | unit.failed(ordinal) | kind.failed(ordinal);
        if (!failed) {
            total++;
            if (ordinal < pack.placed) found.push(ordinal);
        }
        if (!(failed & ~SCHEME)) forScheme[tag]++;
        if (!(failed & ~CATEGORY)) forCategory[tag]++;
        if (!(failed & ~UNIT)) unit.count(ordinal);
        if (!(failed & ~KIND)) kind.count(ordinal);
    }
    const counts = { dh: countSchemes(pack, forScheme), nhom: countCategories(pack, forCategory) };
    if (pack.facets) {
        counts.xa = unit.counts();
        counts.xa.set("", [...counts.xa.values()].reduce((sum, n) => sum + n, 0));
        counts.loai = kind.counts();
    }
    return { found, total, unplaced: total - found.length, counts };
}

// For each tag the groups that it fails.
function tagFilter(pack, state) {
    const wantedBits = pack.schemes.reduce((bits, [slug], bit) => bits | (state.dh.includes(slug) << bit), 0);
    const wanted = state.nhom.map((slug) => pack.categories.indexOf(slug));
    return pack.tags.map(
        ([bits, categories]) =>
            (!state.dh.length || bits & wantedBits ? 0 : SCHEME) |
            (!wanted.length || categories.some((index) => wanted.includes(index)) ? 0 : CATEGORY),
    );
}

function valueFilter(facet, wanted, group) {
    if (!facet) return { failed: () => 0, count: () => {} };
    const { values, column } = facet;
    const failing = values.map((value) => (!wanted.length || wanted.includes(value) ? 0 : group));
    const tally = new Uint32Array(values.length);
    return {
        failed: (ordinal) => failing[column[ordinal]],
        count: (ordinal) => tally[column[ordinal]]++,
        counts: () => new Map(values.map((value, index) => [value, tally[index]])),
    };
}

function countSchemes(pack, perTag) {
    return new Map(
        pack.schemes.map(([slug], bit) => [slug, pack.tags.reduce((sum, [bits], tag) => sum + ((bits >> bit) & 1) * perTag[tag], 0)]),
    );
}

function countCategories(pack, perTag) {
    return new Map(
        pack.categories.map((slug, index) => [
            slug,
            pack.tags.reduce((sum, [, own], tag) => sum + (own.includes(index) ? perTag[tag] : 0), 0),
        ]),
    );
}
