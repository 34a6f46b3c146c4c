export default definePageConfig({ navigationBarTitleText: '自定指标' })
