import { createRoot } from 'react-dom/client'
import type { Document, Paper } from '../../src/core/document'
import { officialParagraphs } from '../../src/core/officialText'
import { OfficialPages } from '../../src/pages/report/OfficialPages'
import { paperPrintCss } from '../../src/pages/report/paper'

declare global {
  interface Window {
    /** Shows the report page's paper with this document, ready to be printed. */
    show(document: Document, paper: Paper): void
  }
}

/** The paper of the report page by itself, in a browser: the same components and style sheets, no server, no address. */
window.show = (report, paper) => {
  const style = document.createElement('style')
  style.textContent = paperPrintCss(paper.fonts)
  const room = document.createElement('div')
  room.className = 'page'
  document.body.replaceChildren(style, room)
  createRoot(room).render(
    <div className="report-two">
      <OfficialPages paragraphs={officialParagraphs(report, paper)} fonts={paper.fonts} chosen={null} marked={null} goTo={null} onFigure={() => undefined} />
    </div>,
  )
}
