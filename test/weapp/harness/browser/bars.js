/** The host's bars around the page: title and back button above, tabs below. `theme` answers the names of light or dark values. */
export function createBars({ compiled, theme, goBack, goTab }) {
  const { app, configs } = compiled
  const tabs = app.tabBar?.list ?? []
  const nav = document.getElementById('nav')
  const tabBar = document.getElementById('tabs')
  const [backButton, titleText] = nav.children
  backButton.onclick = goBack

  const themed = value => (typeof value === 'string' && value.startsWith('@') ? compiled.theme?.[theme()]?.[value.slice(1)] : value)
  const windowOf = route => ({ ...app.window, ...configs[route] })

  function draw(page, depth) {
    const look = windowOf(page.route)
    nav.style.display = look.navigationStyle === 'custom' ? 'none' : ''
    nav.style.background = page.barColor ?? themed(look.navigationBarBackgroundColor) ?? '#000'
    nav.style.color = page.barText ?? (themed(look.navigationBarTextStyle) === 'black' ? '#000' : '#fff')
    titleText.textContent = page.title ?? look.navigationBarTitleText ?? ''
    backButton.hidden = depth < 2
    tabBar.classList.toggle('shown', tabs.some(tab => tab.pagePath === page.route))
    tabBar.style.background = themed(app.tabBar?.backgroundColor) ?? '#fff'
    tabBar.replaceChildren(...tabs.map((tab, index) => drawTab(tab, index, tab.pagePath === page.route)))
    for (const frame of document.querySelectorAll('iframe')) frame.classList.toggle('top', frame === page.frame)
  }

  function drawTab(tab, index, isSelected) {
    const item = document.createElement('div')
    const icon = themed(isSelected ? (tab.selectedIconPath ?? tab.iconPath) : tab.iconPath)
    if (icon !== undefined) item.append(Object.assign(document.createElement('img'), { src: `/dist/${icon}`, alt: '' }))
    item.append(tab.text)
    item.style.color = themed(isSelected ? app.tabBar.selectedColor : app.tabBar.color)
    item.onclick = () => goTab(tab, index)
    return item
  }

  return { draw, windowOf, title: () => titleText.textContent }
}
