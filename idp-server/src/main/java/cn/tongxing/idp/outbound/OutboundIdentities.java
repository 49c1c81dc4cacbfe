package cn.tongxing.idp.outbound;

/** Makes clients that show a certificate of their own, or trust an authority of their own. */
@FunctionalInterface
public interface OutboundIdentities {

  /**
   * The guarded way out, under this identity.
   *
   * @throws IllegalArgumentException if a file holds no certificate or no key that belongs to it;
   *     the message quotes nothing of it
   */
  GuardedHttp as(TlsIdentity identity);
}
