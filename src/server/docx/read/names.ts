/** Names of WordprocessingML: the common namespace, and that of “Strict Open XML”. */
export function isWord(namespace: string): boolean {
  return namespace === 'http://schemas.openxmlformats.org/wordprocessingml/2006/main' || namespace === 'http://purl.oclc.org/ooxml/wordprocessingml/main'
}
