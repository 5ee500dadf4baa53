// Starts the date fields, choosers and inline panels of Wagtail's admin from data (home/delivery/admin_scripts.py),
// at load and in whatever is added to the page later.
const KNOWN = /^((init|create)?[A-Z]\w*Chooser|(Inline|MultipleChooser)Panel)$/;

function start(block) {
  const { start: name, new: asClass } = block.dataset;
  const call = KNOWN.test(name) ? window[name] : undefined;
  if (typeof call !== "function") return;
  block.removeAttribute("data-start");
  const values = JSON.parse(block.textContent);
  if (asClass === undefined) call(...values);
  else new call(...values);
}

function startWithin(root) {
  if (root.matches?.("[data-start]")) start(root);
  root.querySelectorAll("[data-start]").forEach(start);
}

startWithin(document);
new MutationObserver((changes) => {
  for (const change of changes) {
    for (const node of change.addedNodes) {
      if (node.nodeType === Node.ELEMENT_NODE && node.isConnected) startWithin(node);
    }
  }
}).observe(document.documentElement, { childList: true, subtree: true });
