package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.PersonId;

/** Who a right code to a phone says that somebody is. */
public sealed interface PhoneOwner {

  /** Nobody is bound to the phone: whoever has it can register. */
  record Nobody() implements PhoneOwner {}

  /**
   * Somebody is bound to the phone, and may not sign in: shut out, or frozen ({@link
   * FrozenAccounts#byPhone}). Told as nobody is, unless the account's owner may hear.
   */
  record ShutOut() implements PhoneOwner {}

  /** One person is bound to the phone, and the binding is fresh: the code opens the account. */
  record TheirOwn(PersonId person) implements PhoneOwner {}

  /**
   * Several persons are bound, or one whose binding is not fresh: the last characters of the
   * document number choose ({@link PhoneCredentials#choose}). How many, and who, is not told.
   */
  record Choose() implements PhoneOwner {}
}
