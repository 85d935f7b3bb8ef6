
(() => {
  "use strict";
  const record = document.getElementById("record");
  const reports = document.getElementById("reports");
  const clear = () => {
    for (const lit of document.querySelectorAll(".on")) lit.classList.remove("on");
    for (const link of document.querySelectorAll("[aria-current]")) link.removeAttribute("aria-current");
  };
  const show = () => {
    clear();
    const id = location.hash.slice(1);
    if (!/^m\d+$/.test(id)) return;
    for (const piece of document.querySelectorAll(`[data-m="${id.slice(1)}"]`)) piece.classList.add("on");
    for (const link of record.querySelectorAll(`a[href="#${id}"]`)) {
      link.setAttribute("aria-current", "true");
      link.closest("li").classList.add("on");
    }
  };
  const close = () => {
    const line = record.querySelector("li.on");
    location.replace("#" + (line ? line.id : "record"));
  };
  addEventListener("hashchange", show);
  addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  reports.querySelector(".close").addEventListener("click", (event) => { event.preventDefault(); close(); });
  reports.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    if (!mark || String(getSelection())) return;
    const link = record.querySelector(`a[href="#m${mark.dataset.m}"]`);
    if (!link) return;
    for (let fold = link.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    history.replaceState(null, "", `#m${mark.dataset.m}`);
    show();
    link.scrollIntoView({ block: "center" });
    link.focus({ preventScroll: true });
  });
  show();
})();
