// What is drawn on the canvas: marks (outlines as in img/icons.svg), dots for places without one, rings, names.
// Shape and number tell them apart, never colour alone.

const ROLES = ["voice", "viet", "sheet", "ink", "ink-2"];
const SIZE = 26;
const HILLS = new Path2D(
    "M4.5 12.5C8.5 6.5 15.5 6.5 19.5 12.5M5.7 16C9.5 10.8 14.5 10.8 18.3 16M8.5 18.5c2.3-2.7 4.7-2.7 7 0",
);
const DIAMOND = new Path2D("M12 0 24 12 12 24 0 12Z");
const INNER = new Path2D("m12 5 7 7-7 7-7-7Z");
const HEART = new Path2D("m12 9.5 2.5 2.5-2.5 2.5L9.5 12Z");

/** The page's present colours by role, and its type. */
export function readColours(element) {
    const style = getComputedStyle(element);
    const colours = Object.fromEntries(ROLES.map((role) => [role, style.getPropertyValue(`--${role}`).trim() || "CanvasText"]));
    return { ...colours, sans: style.fontFamily, serif: style.getPropertyValue("--serif") || style.fontFamily };
}

/** Half the width of a place with these marks, of a ring with this label. */
export const placeReach = (marks) => (SIZE / 2) * (marks.length || 1);
export const ringRadius = (label) => 14 + 3 * label.length;

export function drawRing(context, x, y, label, colours) {
    circle(context, x, y, ringRadius(label));
    fillAndStroke(context, colours.sheet, colours.voice, 2.5);
    drawText(context, label, x, y + 0.5, `700 14px ${colours.sans}`, colours);
}

/** One place: its marks side by side, or a dot. */
export function drawPlace(context, x, y, marks, colours) {
    if (!marks.length) {
        circle(context, x, y, 6);
        fillAndStroke(context, colours["ink-2"], colours.sheet, 2);
        return;
    }
    const left = x - (SIZE * marks.length) / 2;
    marks.forEach((mark, index) => drawMark(context, left + SIZE * index, y - SIZE / 2, mark, colours));
}

function drawMark(context, left, top, mark, colours) {
    context.save();
    context.translate(left, top);
    context.scale(SIZE / 24, SIZE / 24);
    context.lineJoin = context.lineCap = "round";
    if (mark === "viet") {
        fillAndStroke(context, colours.viet, colours.sheet, 1.5, DIAMOND);
        fillAndStroke(context, colours.viet, colours.sheet, 1.9, INNER);
        fillAndStroke(context, colours.sheet, colours.sheet, 0.1, HEART);
    } else {
        circle(context, 12, 12, 11.5);
        fillAndStroke(context, colours.voice, colours.sheet, 1);
        context.lineWidth = 1.9;
        context.stroke(HILLS);
    }
    context.restore();
}

/** Around what is chosen or pointed at in a list. */
export function drawHalo(context, x, y, reach, colours) {
    context.beginPath();
    context.ellipse(x, y, reach + 6, 21, 0, 0, 2 * Math.PI);
    context.strokeStyle = colours.ink;
    context.lineWidth = 3;
    context.stroke();
}

/** Where Enter chooses, for people who move the map by keys. */
export function drawCrosshair(context, x, y, colours) {
    for (const [colour, width] of [[colours.sheet, 5], [colours.ink, 2]]) {
        context.strokeStyle = colour;
        context.lineWidth = width;
        context.beginPath();
        context.moveTo(x - 12, y);
        context.lineTo(x + 12, y);
        context.moveTo(x, y - 12);
        context.lineTo(x, y + 12);
        context.stroke();
    }
}

/** Text with a border, readable on any ground. */
export function drawText(context, text, x, y, font, colours, ink = colours.ink) {
    context.font = font;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = colours.sheet;
    context.strokeText(text, x, y);
    context.fillStyle = ink;
    context.fillText(text, x, y);
}

/** Commune names, wherever they cover neither a point nor a more important name. */
export function drawLabels(context, labels, project, size, taken, colours) {
    for (const label of labels) {
        const [x, y] = project(label.x, label.y);
        if (x < 0 || y < 0 || x > size.x || y > size.y) continue;
        const font = label.ward ? `700 14px ${colours.serif}` : `500 13px ${colours.sans}`;
        context.font = font;
        const half = context.measureText(label.name).width / 2 + 4;
        for (const middle of [y - 12, y + 13, y - 28, y + 29]) {
            const box = [x - half, middle - 9, x + half, middle + 9];
            if (taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
            taken.push(box);
            context.fillStyle = colours["ink-2"];
            context.fillRect(x - 1.5, y - 1.5, 3, 3);
            drawText(context, label.name, x, middle, font, colours, colours["ink-2"]);
            break;
        }
    }
}

function circle(context, x, y, radius) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
}

function fillAndStroke(context, fill, stroke, width, path) {
    const shape = path ? [path] : [];
    context.fillStyle = fill;
    context.fill(...shape);
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.stroke(...shape);
}
