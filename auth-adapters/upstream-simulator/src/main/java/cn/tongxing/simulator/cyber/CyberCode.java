package cn.tongxing.simulator.cyber;

/** Result codes; all but the first are this project's assumption. */
enum CyberCode {
  OK("C0000000", "成功"),
  PENDING("C0000001", "等待用户扫码"),
  SCANNED("C0000002", "等待用户确认"),
  CANCELLED("C0405001", "用户取消"),
  CREDENTIAL_INVALID("C0401001", "凭证无效"),
  CREDENTIAL_EXPIRED("C0401003", "凭证已过期"),
  PASSWORD_WRONG("C0401004", "口令错误"),
  FACE_DIFFERS("C0401009", "人像不符"),
  NOT_USABLE("C0401010", "网证不可用"),
  PARAMETERS("C0402001", "参数错误"),
  SYSTEM("C0500001", "系统异常");

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
