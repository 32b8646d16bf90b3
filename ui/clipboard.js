// A button that copies: the browser's clipboard where the page may use it, a hidden field where it may not (plain http).
export default function ({ data, parentElement }) {
  let button = parentElement.querySelector("button");
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    parentElement.appendChild(button);
  }
  button.textContent = data.label;
  button.onclick = async () => {
    const text = data.link ? location.origin + location.pathname + data.link : data.text;
    button.textContent = (await copied(text)) ? data.done : data.label;
    setTimeout(() => { button.textContent = data.label; }, 2000);
    button.focus();
  };
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    field.style.cssText = "position:fixed;opacity:0";
    document.body.appendChild(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}
