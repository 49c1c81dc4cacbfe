package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.PersonId;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * What a person has that the others of a shared phone have not, and can be asked for: a passkey, or
 * a password that strangers have not locked.
 */
@Service
public class OwnFactors {

  private final PasswordCredentials passwords;
  private final PasskeyCredentials passkeys;
  private final LockedPasswords locked;

  OwnFactors(
      PasswordCredentials passwords,
      PasskeyCredentials passkeys,
      Optional<LockedPasswords> locked) {
    this.passwords = passwords;
    this.passkeys = passkeys;
    this.locked = locked.orElse(LockedPasswords.NONE);
  }

  /** Whether there is one to ask for. */
  public boolean has(PersonId person) {
    boolean password = passwords.exists(person) && !locked.isLocked(passwords.limitKey(person));
    return password || passkeys.exists(person);
  }
}
