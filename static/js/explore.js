// "Explore this chart": loads plotly.js when someone first asks for it, and draws the same figure again, to be hovered and
// zoomed. Without JavaScript the button is not there, and the picture and its table say everything.
const address = document.querySelector("script[data-plotly]").dataset.plotly;
let loading;

// plotly.js, and the maps in its bundle that no chart of ours uses, would each write styles into the page, which our policy
// forbids. They do not where an element has the id of theirs: plotly.js's own are in our style sheet.
const STYLES = ["plotly.js-style-global", "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53"];

function keepStylesOut() {
  for (const id of STYLES) {
    const mark = document.createElement("meta");
    mark.id = id;
    mark.className = "no-inline-styles";
    document.head.append(mark);
  }
}

function load() {
  loading ??= new Promise((resolve, reject) => {
    keepStylesOut();
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => {
      loading = undefined;
      reject(new Error("plotly.js did not load"));
    };
    document.head.append(script);
  });
  return loading;
}

// What stands where: the rows' names are text at the rows' heights, so that a mark can be told by its row.
function rowNames(figure) {
  const names = new Map();
  for (const trace of figure.data) {
    if (trace.mode === "text" && !Array.isArray(trace.textposition)) {
      trace.y.forEach((y, place) => {
        if (trace.x[place] < 0) names.set(y, trace.text[place].replaceAll("<br>", " "));
      });
    }
  }
  return names;
}

function hovering(figure) {
  const names = rowNames(figure);
  const axes = figure.layout.polar?.angularaxis.ticktext;
  for (const trace of figure.data) {
    if (trace.type === "scatterpolar") {
      trace.text = trace.theta.map((place) => axes[Number(place)].replaceAll("<br>", " "));
      trace.hovertemplate = "%{text}: %{r:.0f}<extra>%{fullData.name}</extra>";
    } else if (trace.mode === "markers") {
      trace.text = trace.y.map((y) => names.get(y) ?? "");
      trace.hovertemplate = "%{text}: %{x:.0f}<extra>%{fullData.name}</extra>";
    } else if (trace.type === "bar" && names.size) {
      trace.text = trace.y.map((y, place) => `${names.get(y) ?? ""}: ${Math.round(trace.base[place])} to ${Math.round(trace.base[place] + trace.x[place])}`);
      trace.textposition = "none";
      trace.hovertemplate = "%{text}<extra>%{fullData.name}</extra>";
    } else {
      trace.hoverinfo = "skip";
    }
  }
  figure.layout.hovermode = "closest";
  return figure;
}

async function explore(place, button) {
  const key = place.dataset.explore;
  const figure = hovering(JSON.parse(document.getElementById(`figure-${key}`).textContent));
  const picture = document.querySelector(`#chart-${key} .report-chart__picture`);
  button.disabled = true;
  try {
    const plotly = await load();
    const canvas = document.createElement("div");
    canvas.className = "report-explore__canvas";
    picture.replaceChildren(canvas);
    await plotly.newPlot(canvas, figure.data, figure.layout, { displayModeBar: false });
    place.remove();
    picture.focus();
  } catch (problem) {
    button.disabled = false;
    throw problem;
  }
}

for (const place of document.querySelectorAll("[data-explore]")) {
  const button = place.querySelector("button");
  place.hidden = false;
  button.addEventListener("click", () => explore(place, button));
}
