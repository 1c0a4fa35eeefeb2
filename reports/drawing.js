// Our glue round plotly.js and plotly-mirage's small DOM, which know no fonts and no chance that repeats itself.
// Loaded in this order: this file, micro_dom.js, plotly.min.js, mirageRender.

// plotly.js looks for these when it loads; a drawing without maps and downloads never calls them.
globalThis.TextDecoder = class { decode() { return ""; } };
globalThis.TextEncoder = class { encode() { return new Uint8Array(); } };
globalThis.Blob = class {};
globalThis.URL = { createObjectURL() { return ""; }, revokeObjectURL() {} };
globalThis.performance = { now() { return 0; } };

// Widths in thousandths of an em, by weight and character: {"400": {"a": 553, ...}, "700": {...}}.
let cairnWidths = {};

// Called by the small DOM for each text it measures. Answers "width,height,ascent,descent" in pixels.
globalThis._measureTextRaw = function (text, family, size, weight) {
    const widths = cairnWidths[weight === "bold" || Number(weight) >= 600 ? "700" : "400"];
    let thousandths = 0;
    for (const character of text) thousandths += widths[character] ?? widths["n"];
    return [thousandths * size / 1000, size * 1.2, size * 0.95, size * 0.25].join(",");
};

// plotly.js names its clip paths by chance: the same figure must give the same bytes (mulberry32).
let cairnSeed = 0;
Math.random = function () {
    cairnSeed = (cairnSeed + 0x6d2b79f5) | 0;
    let t = Math.imul(cairnSeed ^ (cairnSeed >>> 15), 1 | cairnSeed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

function cairnDraw(figure) {
    cairnSeed = 2011;
    return mirageRender(JSON.stringify(figure.data), JSON.stringify(figure.layout));
}
