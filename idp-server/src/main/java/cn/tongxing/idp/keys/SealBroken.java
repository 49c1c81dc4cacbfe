package cn.tongxing.idp.keys;

/** A sealed value does not open. Says where it stands, never what it holds. */
public final class SealBroken extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SealBroken(SealedPlace place) {
    super("sealed value does not open: " + place);
  }
}
