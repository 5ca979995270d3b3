import type { CueRow } from "./cue-row.ts";

/** Work beyond the agreement: development, migration, inspection, training, experts. */
export const PROJECTS: readonly CueRow[] = [
  [
    "custom_dev",
    /定制|定做|客制|客製|二开|二次开发|单独(?:开发|做|给|立项)|专门(?:给|为|做|开发|的)|个性化|开发(?:一套|一个|一张|费用|周期|一版|该|对接|新|个|并|工作)|委托.{0,8}开发|给我们(?:做|开发|写|加|改)|帮我们(?:写|做|开发)|为我(?:们|司|厂|校)?.{0,4}开发|需要你们改|改造|适配我们|按我们的|按.{0,8}(?:设计稿|规范|模板|需求|格式).{0,4}(?:做|开发|改)|需求规格|人天|人日|工作量|白标|white-?label|换皮|研发.{0,6}(?:做|评估)|写个(?:适配|脚本|接口)|做(?:一个|一套|个|成)|加急开发|接不接|接定制|变更(?:单|需求)|按项目/,
    /custom(?:is|iz)(?:e|ed|ation|ing)|custom (?:dev|module|report|connector|build|feature|portal|work|commission)|bespoke|tailor(?:ed|-made)|develop (?:it|this|a|an|one|the|for|us)|develop(?:ed|ment) (?:for|work|quote|effort)|build (?:us|it|this|a|an|one|the)|write (?:us )?a (?:connector|plug|script|adapter)|made? (?:just |only )?for us|adapt(?:ed|ation)? .{0,30}(?:for us|to|of)|one-off|scope (?:it|this|work)|statement of work|sow\b|change (?:request|of scope)|estimate\b|man-?days?|commission it|private (?:plug|fork|build)|for our (?:site|factory|company|dealers) only|white-?label|re-?skin|dedicated interface|special report|code that for us|make us|paid (?:work|development|adaptation|project)/,
  ],
  [
    "not_in_product",
    /标准(?:产品|功能|版|接口|逻辑|模板|流程).{0,10}(?:没有|配不出|不支持|做不到|无此|差别|满足不|实现不|cover)|产品(?:里)?没有|现版本(?:没有|所无)|没有现成|没有(?:这个|标准|此).{0,4}(?:口子|功能|接口|格式)|系统里没有|自研的|自己的(?:品牌|逻辑|系统)/,
    /doesn't exist in|standard (?:product|workflow|version|one|features?) (?:can't|cannot|won't|doesn't|has)|can't be (?:modelled|expressed|configured)|isn't on the roadmap|exceeds the standard|nothing standard|std product|home-grown|proprietary|our own (?:version|form|portal|branding|layout)/,
  ],
  [
    "paying",
    /付费|付款给|费用(?:我|好|另|照|由|从|可以|双倍|列|从优)|(?:我|我们|我方)(?:们)?(?:出钱|付钱|付|出|承担|加钱|愿付)|出钱|加钱|花钱|钱(?:好说|照付|不是问题|我们出|已经|从)|收费(?:做|服务|的也|也)|有偿|另签|独立合同|合同另|按(?:人天|天|工时|次|项目|小时|工作量|课时|节假日).{0,6}(?:收|结|付|算|计)?|价钱(?:你|好)|立项|预算(?:已|有|批|ok|大概)|该多少钱|可(?:以)?(?:计费|收费|给钱)|一口价|差旅|食宿|双倍|经费|专项资金/,
    /(?:happy|willing|prepared|expect|able|can) to pay|paid\b|pay (?:for|you|extra|the)|against payment|for a fee|bill us|invoice us|budget (?:is )?(?:approved|for|of)|have budget|cost is no object|purchase order|work order|name your price|fixed price|will pay|order form|funding|t&m|service fee/,
  ],
  [
    "migrate_word",
    /迁移(?!流程|实例|按钮|工具)|迁(?:到|过|来|出|入|回|至|完)|搬(?:到|过|来|家|进|迁|走|上|去|一次|完|数据|历史)?|割接|导(?:进|入)(?:新系统|你们|到你们|平台)|历史(?:数据|记录|工单|单据|档案).{0,10}(?:导|搬|迁|保留|进)|旧(?:系统|平台|crm|erp|oa|数据库|机房|服务器|厂商)|老(?:系统|的|oa|库|平台|服务器|店)|合并(?:到|两个|租户|账套)|并到|并入|剥离|归集|数据(?:搬|迁|转移|清洗)|换(?:机房|云|服务器|平台)|挪(?:过来|到|回|去)|倒(?:进|过)|上云|下云|代迁/,
    /migrat(?:e|ion|ing|ed)|mov(?:e|ing) (?:our|all|the|us|from|everything|\w+ (?:data|records|tickets))|relocat|transfer (?:our|all|the|of) (?:data|records|history|content)|carry(?:ing)? over|carried over|legacy (?:system|db|data)|old (?:system|provider|crm|records|platform|erp|database|helpdesk)|import (?:our|all|the|from|for us)|out of (?:zendesk|salesforce|jira|our)|shift(?:ing)?\b|merge (?:the|two|our)|consolidat|load (?:it|our|them) into|bring .{0,30} over|convert(?:ed)?\b|data transfer|done-for-you/,
  ],
  [
    "amount_of_data",
    /\d+ ?(?:万|亿|tb|t\b|g\b|gb|条|份|千)|[一二三四五六七八九十百千万几]+万(?:条|份|张|多)|[一二三四五六七八九十]+年的|历史数据|十几?年/,
    /\d+ ?(?:k|tb|gb|million|thousand|m) ?(?:records|rows|documents|tickets|of)?|(?:ten|\d+) years of|\d{2,3},\d{3}/,
  ],
  [
    "inspect",
    /巡检(?!app|路线)|体检|健检|年检|健康检查|全面检查|例行检查|检查一遍|做(?:一次|个|一遍).{0,10}(?:检查|核查|评估|诊断|优化|调优|审计|扫描|演练|测试)|安全(?:检查|评估|测评|扫描|审计|加固)|渗透测试|漏洞扫描|调优|性能(?:优化|诊断|评估|测试|调优)|压测|诊断|审计(?!要|进|需|日志|署)|核查|核验|摸(?:个)?底|把把脉|出(?:份|个|具)?.{0,6}报告|评估报告|加固|复查|隐患|排查一下|盘查|查一遍|合规检查|等保测评前|健康报告|薄弱/,
    /health[- ]?check|check-?up|inspect(?:ion)?|audit (?:of|our|the)|(?:security|config\w*|performance|system|access|environment|architecture|hardening|quarterly|annual|yearly) (?:audit|review|check|assessment|inspection|tuning)|tuning|pen(?:etration)?[- ]?test|assessment|written report|with a report|eyes over|go through our|review of our|hardening|bottleneck|benchmark(?:ing)? our|vulnerability scan|preventive/,
  ],
  [
    "train_word",
    /培训(?!平台|视频|费含|费|服务、|管理|账号|没有办成)|课(?:程(?!设置)|时|件(?!可否))?|讲(?:课|师|解|座|讲|一讲|两天)|上(?:一|两|几)?(?:天|节|堂)?课|教(?:我们|一下|大家|会|一天)|老师.{0,6}(?:讲|教|来|课)|认证(?:考试|班|编号)?|考试|考(?:个)?证|证书(?:丢|补|续)|补考|训练营|workshop|陪练|辅导|研习|学习班|进阶班|入门班|实操|报名|场次|讲师|录像|ttt|公开课|开个班|带教|继续教育/,
    /training(?! issue| voucher)|train (?:our|the|us|them|new|ten)|course|class(?:es|room)?\b|lesson|workshop|webinar|certif(?:ication|icate|ied) (?:exam|expires|for|class)?|exam\b|instructor|trainer|onboarding session|session for our|teach|tutor|hands-on session|bootcamp|curriculum|e-?learning|refresher|train-the-trainer|learn (?:to|how)/,
  ],
  [
    "expert_word",
    /专家|顾问|架构(?:师|设计|咨询|评审|方案)?|咨询(?:合同|费|服务|下架构)|驻(?:场|厂|点)|现场(?:保障|支持|守|值守|部署|值班|压阵|完成|处置)|上门|派.{0,10}(?:专家|工程师|人).{0,8}(?:现场|驻|守|过来|到|来)|到(?:我们)?现场|值守|保障(?!金)|护航|容量规划|容量评估|规划(?:一下|设计)|高可用(?:方案|设计)?|双活|灾备(?:方案|设计|切换|演练|怎么)|多活|评审|选型意见|技术总监|资深|原厂(?:专家|顾问|工程师)|坐镇|重保|护网|要多少(?:带宽|机器|台)|怎么规划|蓝图|顶层设计|出设计|书面(?:建议|方案|意见)|懂架构|远程待命|待命/,
    /architect(?:s|ure|ural)?\b|consult(?:ant|ants|ing|ation|ancy)|expert(?:s|ise)?\b|specialist|on[- ]?site|on site|senior engineer|stand-?by|capacity planning|sizing|advi[cs]e\b|advis(?:e|ory) us|professional (?:advice|opinion|services)|resident engineer|day rate|hire (?:one|a|your)|engage\b|book (?:a|your|one|an|the same) (?:\w+ )?(?:architect|engineer|expert|consultant)|technical account|second opinion|independent opinion|high[- ]availability|active-active|disaster[- ]recovery (?:plan|design|strategy)|emergency (?:cover|on)|review (?:our|the) (?:design|architecture|zero)|dedicated (?:technical|engineer)|sit with us|beside us|come to (?:deploy|our|advise)/,
  ],
  [
    "send_people",
    /派(?:人|员|出|个|两|一|几|.{0,4}(?:工程师|专家|老师|技术|讲师|团队|师傅))|安排.{0,8}(?:工程师|人|专家|老师|讲师|实施|团队|顾问|师傅)|请.{0,6}(?:工程师|专家|老师|讲师|架构师|dba|顾问).{0,4}(?:来|到|过来|现场)|来(?:人|个人|给我们|一趟|我们|公司)|过来|上门/,
    /send (?:someone|somebody|an?|your|one|us an?) (?:\w+ )?(?:engineer|specialist|expert|technician|trainer|person|on)|someone (?:on site|to come)|come (?:to|over|out)|in person|visit|nominate an engineer|one of your (?:people|engineers|experts|architects|specialists|technical|senior)/,
  ],
  [
    "outsource",
    /你们(?:来|派人|帮|给|负责)(?:搬|迁|做|弄|导|实施|操作|整体|整理)|外包|代(?:为|迁|做|办|导|录)|这活|接(?:吗|不|这|下)|承接|请你们(?:做|来做|来迁|实施|负责|接手|帮)|希望你们来做|由贵司(?:负责|实施|驻场)|请贵司(?:负责|派|做|出|协助实施|承担)|负责(?:搬|迁|实施|割接|把)|实施/,
    /done for (?:us|you)|take (?:that|this|it) on|do it for us|handle the (?:data|transfer|migration|whole)|your (?:people|team|crew) (?:to|would|do)|rather not do (?:it|the)|want you (?:to )?do|services team/,
  ],
  [
    "last_time_project",
    /上(?:次|回|期|季度)|去年|往年|老规矩|照旧|同样的|二期|续(?:一期|请|想)/,
    /last (?:year|time|quarter|summer|spring|month)|same (?:scope|people|team|consultant|instructor|group|as last)|as last time|previous (?:one|engagement)|again next|another three days/,
  ],
  [
    "contract_includes",
    /合同(?:里|中|附件)?(?:包含|含|有|赠送|约定).{0,12}(?:巡检|检查|培训|次|天)|维保(?:里|合同|包含)|服务包|年度(?:服务|巡检|合同)|每季度|每年一次|半年一次|赠送的/,
    /(?:our|the) (?:support )?contract (?:covers|includes|entitles)|per contract|included (?:in|days)|entitled to|quarterly|annual|yearly|voucher/,
  ],
  [
    "schedule",
    /时间(?:你们定|定在|窗口)|约(?:个|一下|在|时间|下|约)|预约|排(?:期|上|个|一场|课)|窗口|哪天|什么时候(?:有空|能|可以)|下(?:周|月|季度)|周末|月初|月底|安排(?:在|一次|个|一轮|一下|两)/,
    /schedul(?:e|ed|ing)|book\b|slot|dates?\b|next (?:week|month|quarter)|weekend|first week of|when (?:can|could|is|would)|available on|reserve\b|arrange/,
  ],
];
