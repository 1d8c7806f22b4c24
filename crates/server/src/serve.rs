//! Taking connections: none may hold up the others by what it does not send or does not take.

use std::future::Future;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::signal;
use tokio::sync::{Semaphore, watch};
use tokio_io_timeout::TimeoutStream;

/// How long to wait before a connection is taken again when the system has no descriptor left for one.
const BREATH: Duration = Duration::from_millis(100);

/// What connections may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long one may wait with its next request, or with the rest of its head.
    pub head: Duration,
    /// How long nothing of an answer may be taken while there is more of it.
    pub write: Duration,
    /// How many may be open. When there is one more, those that wait are closed.
    pub connections: usize,
    /// How long requests under way may take once the server was asked to stop.
    pub farewell: Duration,
}

impl Limits {
    /// For what this process may have open: each request under way also opens files of the database and of repositories.
    pub fn of_process() -> Self {
        Self {
            head: Duration::from_secs(15),
            write: Duration::from_secs(15),
            connections: (descriptors() / 4).clamp(8, 1024),
            farewell: Duration::from_secs(3),
        }
    }
}

/// Serves until `stop` is done. Requests under way are answered then, for a while.
///
/// # Errors
/// When the listener fails for good.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let room = Arc::new(Semaphore::new(limits.connections));
    // Each change asks the connections that are open then to end: at once where they wait, else after their answer.
    let (end, ended) = watch::channel(());
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            // Its client has gone already.
            Err(error) if is_of_connection(&error) => continue,
            Err(_) => {
                end.send_replace(());
                tokio::time::sleep(BREATH).await;
                continue;
            }
        };
        if room.available_permits() == 0 {
            end.send_replace(());
        }
        let permit = tokio::select! {
            permit = room.clone().acquire_owned() => permit.map_err(io::Error::other)?,
            () = &mut stop => break,
        };
        let (router, mut ended) = (router.clone(), ended.clone());
        ended.mark_unchanged();
        tokio::spawn(async move {
            converse(stream, router, limits, ended).await;
            drop(permit);
        });
    }
    drop(listener);
    end.send_replace(());
    let all = u32::try_from(limits.connections).unwrap_or(u32::MAX);
    let _ = tokio::time::timeout(limits.farewell, room.acquire_many(all)).await;
    Ok(())
}

/// Answers the requests of one connection until either side ends it.
async fn converse(stream: TcpStream, router: Router, limits: Limits, mut ended: watch::Receiver<()>) {
    // An answer's end is not held back to be sent with more: there is no more.
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(limits.write));
    let was_asked = AtomicBool::new(false);
    let service = TowerToHyperService::new(router);
    let service = service_fn(|request: Request<Incoming>| {
        was_asked.store(true, Ordering::Relaxed);
        service.call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .serve_connection(TokioIo::new(Box::pin(stream)), service);
    let mut connection = pin!(connection);
    tokio::select! {
        // A head that has come is read first.
        biased;
        // How it broke is the client's to know.
        _ = connection.as_mut() => return,
        _ = ended.changed() => {}
    }
    // For the rest of a first head hyper would wait, whoever else does.
    if !was_asked.load(Ordering::Relaxed) {
        return;
    }
    connection.as_mut().graceful_shutdown();
    let _: Result<(), hyper::Error> = connection.await;
}

fn is_of_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionReset
    )
}

/// Resolves at ctrl-c, and on Unix at SIGTERM as sent by service managers.
pub async fn asked_to_stop() {
    let interrupt = async {
        // Without a handler the default one ends the process: waiting for ever is right then.
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut terminate) => {
                terminate.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

/// How many files and connections this process may have open.
#[cfg(unix)]
fn descriptors() -> usize {
    use rustix::process::{Resource, getrlimit};
    getrlimit(Resource::Nofile).current.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX))
}

#[cfg(not(unix))]
fn descriptors() -> usize {
    2048
}
