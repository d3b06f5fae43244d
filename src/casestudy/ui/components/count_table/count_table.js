// Draws a table of counts with a button in each cell that has something behind it.

const made = new WeakMap();

function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

function cellOf(data, row, column, index, highest, open) {
  const cell = element("td");
  const count = row.counts[index];
  if (!count) {
    cell.append(element("span", "ct-none", "·"));
    return cell;
  }
  const button = element("button", "ct-cell", String(count));
  button.type = "button";
  const isOpen = data.selected && data.selected[0] === row.id && data.selected[1] === column.id;
  button.setAttribute("aria-pressed", String(Boolean(isOpen)));
  button.setAttribute(
    "aria-label",
    fill(data.open_label, { row: row.label, column: column.label, count }),
  );
  button.style.setProperty("--ct-share", String(Math.round((36 * count) / highest)));
  button.dataset.cell = `${row.id}|${column.id}`;
  button.addEventListener("click", () => open({ row: row.id, column: column.id }));
  cell.append(button);
  return cell;
}

function rowOf(data, row, highest, open) {
  const line = element("tr");
  const head = element("th", "ct-row");
  head.scope = "row";
  head.style.paddingInlineStart = `${0.6 + row.depth * 1.1}rem`;
  const mark = element("span", "ct-mark");
  mark.style.backgroundColor = row.colour;
  mark.setAttribute("aria-hidden", "true");
  head.append(mark, element("span", "", row.label), element("span", "ct-id", row.id));
  line.append(head);
  data.columns.forEach((column, index) => {
    line.append(cellOf(data, row, column, index, highest, open));
  });
  return line;
}

function tableOf(data, open) {
  const table = element("table", "ct-table");
  table.append(element("caption", "", data.caption));
  const head = element("tr");
  for (const label of [data.row_heading, ...data.columns.map((column) => column.label)]) {
    const cell = element("th", "", label);
    cell.scope = "col";
    head.append(cell);
  }
  const top = element("thead");
  top.append(head);
  const body = element("tbody");
  const highest = Math.max(1, ...data.rows.flatMap((row) => row.counts));
  for (const row of data.rows) body.append(rowOf(data, row, highest, open));
  table.append(top, body);
  return table;
}

export default function ({ data, parentElement, setTriggerValue }) {
  let box = made.get(parentElement);
  if (!box) {
    box = element("div", "ct-box");
    parentElement.append(box);
    made.set(parentElement, box);
  }
  const focused = box.contains(document.activeElement) && document.activeElement.dataset.cell;
  const top = box.scrollTop;
  box.replaceChildren(tableOf(data, (cell) => setTriggerValue("cell", cell)));
  box.scrollTop = top;
  if (focused) box.querySelector(`[data-cell="${CSS.escape(focused)}"]`)?.focus();
}
