//! Real sockets: clients that say nothing, say it slowly, or are too many.

use crate::harness::World;
use server::listen::{Patience, serve};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

const SHORT: Patience = Patience {
    headers: Duration::from_millis(300),
    stall: Duration::from_millis(300),
    farewell: Duration::from_secs(2),
    max_connections: 2,
};
const HELLO: &[u8] = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
const GIVE_UP: Duration = Duration::from_secs(5);

/// Listens until the sender is used or dropped.
async fn listen(
    patience: Patience,
) -> (std::net::SocketAddr, oneshot::Sender<()>, tokio::task::JoinHandle<World>) {
    let world = World::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let serving = tokio::spawn(async move {
        serve(listener, world.router(), patience, async { drop(stopped.await) }).await;
        world
    });
    (address, stop, serving)
}

/// Everything until the server closes.
async fn read_to_end(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let read = tokio::time::timeout(GIVE_UP, stream.read_to_end(&mut bytes)).await;
    let _ = read.expect("the server closes the connection");
    String::from_utf8_lossy(&bytes).into_owned()
}

async fn read_some(stream: &mut TcpStream) -> String {
    let mut bytes = vec![0; 4096];
    let n_bytes = tokio::time::timeout(GIVE_UP, stream.read(&mut bytes)).await.expect("an answer").unwrap();
    String::from_utf8_lossy(&bytes[..n_bytes]).into_owned()
}

#[tokio::test]
async fn a_silent_socket_is_closed() {
    let (address, _stop, _serving) = listen(SHORT).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    let begun = Instant::now();
    assert_eq!(read_to_end(&mut stream).await, "");
    assert!(begun.elapsed() >= SHORT.headers);
}

#[tokio::test]
async fn a_socket_that_dribbles_its_headers_is_closed() {
    let (address, _stop, _serving) = listen(SHORT).await;
    let (mut reader, mut writer) = TcpStream::connect(address).await.unwrap().into_split();
    let dribbling = tokio::spawn(async move {
        for byte in HELLO.iter().cycle().filter(|byte| **byte != b'\r' && **byte != b'\n') {
            if writer.write_all(&[*byte]).await.is_err() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    let mut bytes = Vec::new();
    let closed = tokio::time::timeout(GIVE_UP, reader.read_to_end(&mut bytes)).await;
    assert!(closed.is_ok(), "the server closes although bytes keep coming");
    dribbling.abort();
}

#[tokio::test]
async fn a_body_that_does_not_arrive_is_answered_with_a_time_out() {
    let (address, _stop, _serving) = listen(SHORT).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = b"POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
        Idempotency-Key: k\r\nX-Main-Tendue: 1\r\nContent-Length: 60\r\n\r\n{\"card\":";
    stream.write_all(head).await.unwrap();
    let answer = read_to_end(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 408 ") && answer.contains("request.timeout"), "{answer}");
    assert!(answer.contains("content-security-policy"), "{answer}");
}

#[tokio::test]
async fn a_client_that_takes_no_answer_is_let_go() {
    let patience = Patience { headers: GIVE_UP, ..SHORT };
    let (address, _stop, _serving) = listen(patience).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    // Many answers of 34 kB that nobody reads fill every buffer between the two.
    let ask = b"GET /api/questionnaire HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let asking = async {
        while stream.write_all(ask).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    assert!(tokio::time::timeout(3 * GIVE_UP, asking).await.is_ok(), "the connection is cut");
}

#[tokio::test]
async fn who_finds_no_seat_waits_for_one() {
    let (address, _stop, _serving) = listen(Patience { headers: Duration::from_secs(60), ..SHORT }).await;
    let mut seated = Vec::new();
    for _ in 0..SHORT.max_connections {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(HELLO).await.unwrap();
        assert!(read_some(&mut stream).await.contains("200 OK"));
        seated.push(stream);
    }
    let mut waiting = TcpStream::connect(address).await.unwrap();
    waiting.write_all(HELLO).await.unwrap();
    let mut byte = [0];
    let early = tokio::time::timeout(Duration::from_millis(300), waiting.read(&mut byte)).await;
    assert!(early.is_err(), "there is no seat yet");
    seated.pop();
    assert!(read_some(&mut waiting).await.contains("200 OK"));
}

#[tokio::test]
async fn stopping_lets_no_one_in_and_ends_although_someone_stays() {
    let (address, stop, serving) = listen(Patience { headers: Duration::from_secs(60), ..SHORT }).await;
    let mut idle = TcpStream::connect(address).await.unwrap();
    idle.write_all(HELLO).await.unwrap();
    assert!(read_some(&mut idle).await.contains("200 OK"));
    stop.send(()).unwrap();
    tokio::time::timeout(GIVE_UP, serving).await.expect("it ends").unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}
