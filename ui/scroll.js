// Brings the passage marked .pp-here to the upper third of the scrolling element `within`, once for each token.
export default function ({ data }) {
  const seen = (window.pinpointScrolled = window.pinpointScrolled || {});
  if (seen[data.within] === data.token) return;
  let frames = 90;
  const settle = () => {
    const box = document.querySelector(data.within);
    const here = box && box.querySelector(".pp-here");
    if (!here) {
      if (frames-- > 0) requestAnimationFrame(settle);
      return;
    }
    seen[data.within] = data.token;
    const offset = here.getBoundingClientRect().top - box.getBoundingClientRect().top;
    if (offset < 0 || offset + here.offsetHeight > box.clientHeight) box.scrollTop += offset - box.clientHeight / 3;
    if (getComputedStyle(box).position === "fixed") {
      const first = box.querySelector("button");
      if (first) first.focus({ preventScroll: true });
    }
  };
  requestAnimationFrame(settle);
}
