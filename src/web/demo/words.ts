const zh = {
  title: "栎舟软件 · 帮助中心",
  brand: "栎舟软件",
  section: "帮助中心",
  otherLanguage: "English",
  headline: "有问题，先问一句",
  lead: "右下角的在线支持会依据产品文档回答，并附上出处；需要人工时，随时转给客服工程师。",
  support: "栎舟在线支持",
  products: [
    {
      name: "磐衡 ERP",
      about: "财务、库存、采购、生产、成本，本地部署。",
      facts: "当前版本 9.0 · 支持至 2030 年 12 月",
    },
    { name: "汀客 CRM", about: "线索、商机、报价与审批，云端订阅。", facts: "每季发布 · 开放接口" },
    {
      name: "服务计划",
      about: "基础、优先与尊享，按合同约定响应时间。",
      facts: "电话 400-000-0316 · 工作日 08:00–20:00",
    },
  ],
  topicsTitle: "大家常问",
  topics: ["月结前有未审核凭证怎么办", "如何导入联系人", "忘记管理员密码", "补丁下载与升级步骤", "单点登录如何配置"],
  footer: "栎舟软件是虚构的公司，本页用于演示 Threeline 三线。",
};

export type DemoWords = typeof zh;

const en: DemoWords = {
  title: "Oakskiff Software · Help centre",
  brand: "Oakskiff Software",
  section: "Help centre",
  otherLanguage: "中文",
  headline: "Just ask",
  lead: "The support chat at the bottom right answers from the product documentation and shows its sources. A person takes over whenever you want.",
  support: "Oakskiff support",
  products: [
    {
      name: "Panheng ERP",
      about: "Finance, inventory, procurement, production and cost, on your own servers.",
      facts: "Current version 9.0 · supported until December 2030",
    },
    {
      name: "Tingke CRM",
      about: "Leads, opportunities, quotes and approvals, as a service.",
      facts: "Released every quarter · open API",
    },
    {
      name: "Service plans",
      about: "Basic, priority and premium, with response times by contract.",
      facts: "Phone 400-000-0316 · working days 08:00–20:00",
    },
  ],
  topicsTitle: "Often asked",
  topics: [
    "Unaudited vouchers before the month-end close",
    "Importing contacts",
    "A forgotten administrator password",
    "Downloading patches and upgrading",
    "Setting up single sign-on",
  ],
  footer: "Oakskiff Software is an invented company; this page demonstrates Threeline 三线.",
};

export const demoWords = (language: "zh" | "en"): DemoWords => (language === "zh" ? zh : en);
