/**
 * All that moves on the page: copying a command, opening a case that a link leads to, opening all
 * of them for print. Without it everything can still be read.
 * @module
 */
export const SCRIPT = `
document.documentElement.classList.add("live");
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (button === null) return;
  const text = button.previousElementSibling.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(button.previousElementSibling);
    button.textContent = "Selected";
  }
  setTimeout(() => { button.textContent = "Copy"; }, 1500);
});
const open = () => {
  const target = location.hash === "" ? null : document.getElementById(location.hash.slice(1));
  const details = target instanceof HTMLDetailsElement ? target : target?.querySelector("details");
  if (details) details.open = true;
};
addEventListener("hashchange", open);
addEventListener("beforeprint", () => {
  for (const each of document.querySelectorAll("details")) each.open = true;
});
open();
`;
