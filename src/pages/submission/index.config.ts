export default definePageConfig({ navigationBarTitleText: '对接省平台' })
