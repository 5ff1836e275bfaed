// What a page does by itself: the menu on a small screen, the waiting line, links, and a word when its kernel has gone.

(() => {
  const menu = document.querySelector(".menu");
  const wide = window.matchMedia("(min-width: 60rem)");
  const fit = () => { if (menu) menu.open = wide.matches; };
  fit();
  wide.addEventListener("change", fit);

  // A link to our own pages stays in this tab, wherever it was written.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (link && link.origin === location.origin) link.removeAttribute("target");
  }, true);

  // Shown again by the browser's own memory, a page has lost its kernel.
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  const wait = document.getElementById("wait");
  if (!wait) return;
  const begun = Date.now();
  const settings = document.getElementById("jupyter-config-data");
  const waiting = () => document.querySelector('script[type="application/vnd.voila.cell-output+json"]');
  const look = setInterval(() => {
    if (settings && !waiting()) {
      clearInterval(look);
      wait.remove();
      for (const chart of document.querySelectorAll(".site-chart")) {
        if (chart.scrollWidth > chart.clientWidth) chart.tabIndex = 0; // scrolls, so a keyboard must reach it
      }
    } else if (Date.now() - begun > 20000) {
      wait.textContent = "This takes longer than it should. Reload the page; nothing you answered is lost.";
    }
  }, 50);

  const kernel = settings && JSON.parse(settings.textContent).kernelId;
  const rested = async () => {
    if (document.visibilityState !== "visible" || !kernel || document.querySelector(".rested")) return;
    const found = await fetch(`/api/kernels/${kernel}`).catch(() => null);
    if (found && found.status !== 404) return;
    const line = document.createElement("p");
    line.className = "rested";
    line.setAttribute("role", "alert");
    const again = document.createElement("button");
    again.className = "button";
    again.textContent = "Reload";
    again.addEventListener("click", () => location.reload());
    line.append(found ? "This page has rested for long; every answer is kept. " : "The server cannot be reached. ", again);
    document.querySelector("main").prepend(line);
  };
  document.addEventListener("visibilitychange", rested);
  window.addEventListener("online", rested);
})();
