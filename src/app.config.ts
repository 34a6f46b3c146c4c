export default defineAppConfig({
  pages: ['pages/home/index', 'pages/register/index', 'pages/board/index', 'pages/me/index'],
  lazyCodeLoading: 'requiredComponents',
  darkmode: true,
  themeLocation: 'theme.json',
  window: {
    backgroundColor: '@pageColor',
    backgroundTextStyle: '@pageTextStyle' as 'dark',
    navigationBarBackgroundColor: '@barColor',
    navigationBarTextStyle: '@barTextStyle' as 'black',
    navigationBarTitleText: '说事簿',
  },
  tabBar: {
    color: '@tabColor',
    selectedColor: '@tabSelectedColor',
    backgroundColor: '@barColor',
    borderStyle: '@tabBorderStyle' as 'black',
    list: [
      tab('pages/home/index', '首页', 'home'),
      tab('pages/register/index', '台账', 'register'),
      tab('pages/board/index', '看板', 'board'),
      tab('pages/me/index', '我的', 'me'),
    ],
  },
})

function tab(pagePath: string, text: string, icon: string) {
  return { pagePath, text, iconPath: `assets/tab/${icon}.png`, selectedIconPath: `assets/tab/${icon}-on.png` }
}
