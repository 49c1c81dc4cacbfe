package cn.tongxing.simulator.cyber;

/**
 * Result codes. Those of the app are the real ones; the states of waiting, and what the service
 * says of a credential, are this project's and have numbers of their own, so that nobody takes them
 * for the upstream's.
 */
enum CyberCode {
  OK("C0000000", "成功"),
  PENDING("TX-0001", "等待用户扫码"),
  SCANNED("TX-0002", "等待用户确认"),
  CANCELLED("C0412003", "用户已取消"),
  PARAMETERS("C0401001", "参数格式异常"),
  SYSTEM("C0405001", "数据处理异常"),
  CREDENTIAL_INVALID("TX-1001", "凭证无效"),
  CREDENTIAL_EXPIRED("TX-1002", "凭证已过期"),
  PASSWORD_WRONG("TX-1003", "口令错误"),
  FACE_DIFFERS("TX-1004", "人像不符"),
  NOT_USABLE("TX-1005", "网证不可用");

  private final String code;
  private final String description;

  CyberCode(String code, String description) {
    this.code = code;
    this.description = description;
  }

  String code() {
    return code;
  }

  String description() {
    return description;
  }
}
