// Points close to each other on the screen become one cluster. Pure functions: no map, no page.
// The grid is fixed for each zoom, so clusters stay while the map is dragged; each point is in exactly one of them.

const CELL = 64; // pixels
const REACH = 48; // closer than this, two drawings would touch

/** The ordinals among `members` whose world coordinates (0…1) lie in the box {west, east, north, south}. */
export function inBox(x, y, members, box) {
    return members.filter((o) => x[o] >= box.west && x[o] <= box.east && y[o] >= box.north && y[o] <= box.south);
}

/** The box grown to whole cells and some more: what has to be clustered to draw the box. */
export function cellBox(box, zoom, margin = 2) {
    const cells = (256 * 2 ** zoom) / CELL;
    return {
        west: (Math.floor(box.west * cells) - margin) / cells,
        east: (Math.ceil(box.east * cells) + margin) / cells,
        north: (Math.floor(box.north * cells) - margin) / cells,
        south: (Math.ceil(box.south * cells) + margin) / cells,
    };
}

/** Clusters {x, y, ordinals}; x and y are the middle of their points. */
export function cluster(x, y, ordinals, zoom) {
    const size = 256 * 2 ** zoom;
    const cells = fillCells(x, y, ordinals, size / CELL);
    const parents = new Map([...cells.values()].map((cell) => [cell, strongerNeighbour(cells, cell, REACH / size)]));
    const merged = new Map();
    for (const cell of cells.values()) {
        let root = cell;
        while (parents.get(root)) root = parents.get(root);
        const found = merged.get(root) ?? { sumX: 0, sumY: 0, ordinals: [] };
        found.sumX += cell.sumX;
        found.sumY += cell.sumY;
        found.ordinals = found.ordinals.concat(cell.ordinals);
        merged.set(root, found);
    }
    return [...merged.values()].map((found) => ({ ...middle(found), ordinals: found.ordinals }));
}

const ROW = 2 ** 24;

function fillCells(x, y, ordinals, perSide) {
    const cells = new Map();
    for (const o of ordinals) {
        const key = Math.floor(y[o] * perSide) * ROW + Math.floor(x[o] * perSide);
        let cell = cells.get(key);
        if (!cell) cells.set(key, (cell = { key, sumX: 0, sumY: 0, ordinals: [] }));
        cell.sumX += x[o];
        cell.sumY += y[o];
        cell.ordinals.push(o);
    }
    return cells;
}

// Whom a cell gives its points to: the strongest neighbour in reach, if stronger than itself (a total order, so it ends).
function strongerNeighbour(cells, cell, reach) {
    let best = null;
    for (const row of [-ROW, 0, ROW]) {
        for (const column of [-1, 0, 1]) {
            const other = cells.get(cell.key + row + column);
            if (other && stronger(other, best ?? cell) && distance(other, cell) < reach) best = other;
        }
    }
    return best;
}

function stronger(a, b) {
    return (a.ordinals.length - b.ordinals.length || b.key - a.key) > 0;
}

function middle({ sumX, sumY, ordinals }) {
    return { x: sumX / ordinals.length, y: sumY / ordinals.length };
}

function distance(a, b) {
    return Math.hypot(middle(a).x - middle(b).x, middle(a).y - middle(b).y);
}
