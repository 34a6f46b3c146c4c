import { createRoot } from 'react-dom/client'
import { DeskTable } from '../../src/components/desk/DeskTable'
import { LANDSCAPE } from '../../src/components/printing'
import { StateMark } from '../../src/components/StateMark'

declare global {
  interface Window {
    /** Shows a page with a table of so many rows, one of them open, and everything that stands around it on the screen. */
    showTable(count: number): void
  }
}

window.showTable = (count) => {
  const style = document.createElement('style')
  style.textContent = LANDSCAPE
  const room = document.createElement('div')
  document.body.replaceChildren(style, room)
  const rows = Array.from({ length: count }, (_, i) => ({ id: `r${i}`, no: `第${i + 1}件`, place: `${'很长的地名'.repeat(12)}村` }))
  createRoot(room).render(
    <div className="page">
      <nav className="rail">导航栏</nav>
      <div className="top"><h1 className="top-title">顶栏</h1></div>
      <div className="content">
        <div className="only-print print-title">矛盾纠纷　磙子营乡</div>
        <div className="register-bar">
          <div className="chips filters"><button className="tap chip chip-on">今年</button><button className="tap chip">没选的条件</button></div>
          <button className="tap button">按钮</button>
        </div>
        <div className="desk-two desk-open">
          <DeskTable
            label="矛盾纠纷" rows={rows} opened="r3" beside="facts" count={`共 ${count} 件`} onOpen={() => undefined}
            columns={[
              { name: 'no', label: '编号', cell: ({ no }) => no },
              { name: 'place', label: '地方', cell: ({ place }) => place },
              { name: 'stage', label: '办到哪', cell: () => <StateMark shape="disc" word="已归档" /> },
            ]}
          />
          <div className="card panel">旁边的一件</div>
        </div>
      </div>
      <div className="bottom"><div className="dock">停靠栏</div></div>
      <div className="watermark" style={{ backgroundImage: 'url("data:image/svg+xml,%3Csvg xmlns=\'http://www.w3.org/2000/svg\' width=\'280\' height=\'180\'%3E%3Cpath d=\'M0 0h9v9\'/%3E%3C/svg%3E")' }} />
    </div>,
  )
}
