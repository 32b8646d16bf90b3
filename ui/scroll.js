// Brings the passage marked .pp-here to the upper third of the scrolling element `within`, or with `top` its beginning,
// once for each token.
export default function ({ data }) {
  const seen = (window.pinpointScrolled = window.pinpointScrolled || {});
  const place = data.top ? data.within + " top" : data.within;
  if (seen[place] === data.token) return;
  if (data.top) {
    const box = document.querySelector(data.within);
    if (box && place in seen) box.scrollTop = 0;
    seen[place] = data.token;
    return;
  }
  let frames = 90;
  const settle = () => {
    const box = document.querySelector(data.within);
    const here = box && box.querySelector(".pp-here");
    if (!here) {
      if (frames-- > 0) requestAnimationFrame(settle);
      return;
    }
    seen[place] = data.token;
    const offset = here.getBoundingClientRect().top - box.getBoundingClientRect().top;
    if (offset < 0 || offset + here.offsetHeight > box.clientHeight) box.scrollTop += offset - box.clientHeight / 3;
    if (getComputedStyle(box).position === "fixed") {
      const first = box.querySelector("button");
      if (first) first.focus({ preventScroll: true });
    }
  };
  requestAnimationFrame(settle);
}
