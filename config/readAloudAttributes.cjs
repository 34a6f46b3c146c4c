const quoted = "''"

/** Component → attribute → its default, as Taro writes them into base.wxml. */
exports.attributes = {
  View: { 'aria-role': quoted, 'aria-label': quoted },
  Text: { 'aria-role': quoted, 'aria-label': quoted },
  Image: { 'aria-label': quoted },
  Input: { 'aria-label': quoted },
  Textarea: { 'aria-label': quoted },
}
