package cn.tongxing.idp.keys.sealing;

import cn.tongxing.idp.keys.KeyCheck;
import java.security.SecureRandom;
import java.util.List;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The key-encryption key's file, as far as it says by itself whether it can be used. Where a
 * missing one may be made, only the database says whether it will be.
 */
final class CheckKeyFile implements KeyCheck {

  private static final String SETTING = "idp.keys.key-encryption-key-file";

  @Override
  public List<String> problems(ConfigurableEnvironment environment) {
    SealingSettings settings;
    try {
      settings = Binder.get(environment).bindOrCreate("idp.keys", SealingSettings.class);
    } catch (BindException refusedElsewhere) {
      return List.of();
    }
    KeyEncryptionKeyFile file = new KeyEncryptionKeyFile(settings, new SecureRandom());
    if (file.mayBeMade()) {
      return List.of();
    }
    try {
      file.check();
      return List.of();
    } catch (KeyEncryptionKeyUnusable e) {
      return List.of(SETTING + ": " + e.getMessage() + " " + e.action());
    }
  }
}
