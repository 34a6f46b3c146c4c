export default definePageConfig({ navigationBarTitleText: '还没设的' })
