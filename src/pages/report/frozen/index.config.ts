export default definePageConfig({ navigationBarTitleText: '定稿' })
