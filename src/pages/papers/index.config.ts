export default definePageConfig({ navigationBarTitleText: '文书和卷宗' })
