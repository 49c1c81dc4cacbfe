package cn.tongxing.adapter.spi.document;

/** Types of identity document that can key a person (GA/T 2000.156 code in {@link #code()}). */
public enum DocumentType {
  /** 居民身份证. */
  RESIDENT_ID("111", "CN"),
  /** 外国人永久居留身份证. */
  FOREIGN_PERMANENT_RESIDENT("553", "CN"),
  /** 港澳居民来往内地通行证. */
  MAINLAND_TRAVEL_PERMIT_HKMO("516", "CN"),
  /** 台湾居民来往大陆通行证, for several journeys or for one. */
  MAINLAND_TRAVEL_PERMIT_TW("511", "CN"),
  /** 港澳台居民居住证. */
  RESIDENCE_PERMIT_HKMOTW("RP", "CN"),
  /** 香港身份证. */
  HONG_KONG_ID("HKID", "HK"),
  /** 澳门居民身份证. */
  MACAU_ID("BIR", "MO"),
  /** 台湾地区居民身份证 (中華民國國民身分證 and the unified number of a residence certificate). */
  TAIWAN_ID("TWID", "TW"),
  /** 护照; the issuing state is part of the document. */
  PASSPORT("414", "");

  private final String code;
  private final String jurisdiction;

  DocumentType(String code, String jurisdiction) {
    this.code = code;
    this.jurisdiction = jurisdiction;
  }

  /** GA/T 2000.156 code where there is one, else our own. Stored. */
  public String code() {
    return code;
  }

  /**
   * Issuing jurisdiction (ISO 3166-1 alpha-2) of every document of this type, blank if it varies.
   */
  public String jurisdiction() {
    return jurisdiction;
  }
}
