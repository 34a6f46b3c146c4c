export default definePageConfig({ navigationBarTitleText: '选项' })
