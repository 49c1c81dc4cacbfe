package cn.tongxing.idp.outbound;

import java.util.List;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * What settings of several records say together and that cannot work, for whoever checks settings
 * before anything starts. Found by {@code SpringFactoriesLoader}.
 */
public interface SettingsCheck {

  /**
   * Reads what is configured. What a record by itself refuses is told elsewhere, and passed by.
   *
   * @return one sentence for each; it names no secret
   */
  List<String> problems(ConfigurableEnvironment environment);
}
