// Before anything else: Voila's front end starts while the page still streams in, and draws outputs only once, when it
// has its kernel. So its question for the kernel waits until the whole page is here.

window.voila_heartbeat = () => {};

(() => {
  const ask = window.fetch;
  const whole = new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));
  window.fetch = async (what, ...rest) => {
    if (new URL(what.url ?? what, location.href).pathname.startsWith("/api/kernels/")) await whole;
    return ask(what, ...rest);
  };
})();
