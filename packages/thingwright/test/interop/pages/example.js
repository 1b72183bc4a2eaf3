// Uses the example page as its user does, in a frame.

/** Resolves when the document of a page is such that `condition` holds. */
const until = (page, condition) =>
  new Promise((resolve) => {
    const look = () => {
      if (!condition()) return;
      observer.disconnect();
      resolve();
    };
    const observer = new MutationObserver(look);
    observer.observe(page, { subtree: true, childList: true, characterData: true, attributes: true });
    look();
  });

export async function setsBrightness({ url }, command) {
  const frame = document.createElement("iframe");
  frame.src = `/example/?td=${encodeURIComponent(url)}`;
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener("load", resolve));
  const page = frame.contentDocument;
  const [title, on, slider, value] = ["title", "on", "brightness", "value"].map((id) => page.getElementById(id));
  await until(page, () => value.textContent === "10 %" && !on.disabled);
  const shown = { title: title.textContent, on: on.checked };
  slider.value = "30";
  slider.dispatchEvent(new Event("change"));
  await until(page, () => value.textContent === "30 %");
  await command("setTo20");
  await until(page, () => value.textContent === "20 %");
  return { ...shown, slider: slider.value };
}
