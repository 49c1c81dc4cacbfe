package cn.tongxing.idp.testing;

import cn.tongxing.idp.platform.TongxingServer;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;

/** The whole server on a random loopback port, over a database and a Redis of its own. */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@SpringBootTest(
    classes = TongxingServer.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public @interface TongxingTest {}
