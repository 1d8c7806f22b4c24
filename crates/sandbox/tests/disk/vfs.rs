//! A disk that fails when it is told to: SQLite's own way to files, with its writes counted. It is the default of this
//! process, so the sandbox that is tested knows nothing of it.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::mem::size_of;
use std::path::{Path, PathBuf};
use std::ptr;
use std::sync::{Mutex, OnceLock};

use rusqlite::ffi;

/// How a disk fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// One write, sync, truncation, deletion or opening fails: of a write, half has happened.
    Once,
    /// That one, and all after it.
    Dead,
    /// There is no room for that write, nor for any after it. What needs none succeeds.
    Full,
}

/// What becomes of the files of a folder.
#[derive(Default)]
pub struct Disk(Mutex<State>);

#[derive(Default)]
struct State {
    /// Which operation is the first to fail; nothing for a disk that is well.
    failing: Option<(Fault, u32)>,
    seen: u32,
    failures: u32,
}

impl Disk {
    /// Has the `first` operation from now on fail, counted from 1.
    pub fn fail(&self, fault: Fault, first: u32) {
        *self.0.lock().unwrap() = State { failing: Some((fault, first)), ..State::default() };
    }

    /// Has nothing fail from now on.
    pub fn mend(&self) {
        self.0.lock().unwrap().failing = None;
    }

    /// How many operations have failed.
    pub fn failures(&self) -> u32 {
        self.0.lock().unwrap().failures
    }

    /// How this operation fails, if it does.
    fn fault(&self, is_write: bool) -> Option<Fault> {
        let mut state = self.0.lock().unwrap();
        let (fault, first) = state.failing.filter(|(fault, _)| is_write || *fault != Fault::Full)?;
        state.seen += 1;
        let fails = if fault == Fault::Once { state.seen == first } else { state.seen >= first };
        state.failures += u32::from(fails);
        fails.then_some(fault)
    }
}

static DISKS: Mutex<Vec<(PathBuf, &Disk)>> = Mutex::new(Vec::new());

/// The disk of the database files in a folder, which is well at first.
pub fn watch(folder: &Path) -> &'static Disk {
    register();
    // Files keep to it for as long as they are open.
    let disk = Box::leak(Box::default());
    DISKS.lock().unwrap().push((folder.canonicalize().unwrap(), disk));
    disk
}

fn disk_of(name: *const c_char) -> Option<&'static Disk> {
    if name.is_null() {
        return None;
    }
    // SAFETY: SQLite ends names with a zero, and they stay while it waits for the answer.
    let name = unsafe { CStr::from_ptr(name) };
    let folder = Path::new(name.to_str().ok()?).parent()?;
    DISKS.lock().unwrap().iter().find(|(known, _)| known == folder).map(|(_, disk)| *disk)
}

/// SQLite's own way to files.
struct Own(*mut ffi::sqlite3_vfs);

// SAFETY: what it leads to is made once, never changed or freed, and made for use by any thread.
unsafe impl Send for Own {}
// SAFETY: as above.
unsafe impl Sync for Own {}

static OWN: OnceLock<Own> = OnceLock::new();

fn own() -> *mut ffi::sqlite3_vfs {
    OWN.get().map_or(ptr::null_mut(), |own| own.0)
}

/// What this module keeps of a file, right behind what SQLite's own way keeps of it.
#[repr(C)]
struct Kept {
    disk: &'static Disk,
    /// What is done to the file in truth.
    truth: *const ffi::sqlite3_io_methods,
    /// The same, but for what may fail.
    methods: ffi::sqlite3_io_methods,
}

/// Where `Kept` begins in a file.
fn offset() -> usize {
    // SAFETY: files are opened after `register` only.
    let size = usize::try_from(unsafe { (*own()).szOsFile }).unwrap();
    size.next_multiple_of(align_of::<Kept>())
}

fn register() {
    OWN.get_or_init(|| {
        // SAFETY: the pointers are those that SQLite hands out; the copy lives for ever, and differs only in what is set
        // here. Its other functions ask nothing of what they are given as the file system.
        unsafe {
            let own = ffi::sqlite3_vfs_find(ptr::null());
            let size = usize::try_from((*own).szOsFile).unwrap().next_multiple_of(align_of::<Kept>());
            let failing = Box::leak(Box::new(*own));
            failing.zName = c"failing".as_ptr();
            failing.szOsFile = c_int::try_from(size + size_of::<Kept>()).unwrap();
            failing.xOpen = Some(open);
            failing.xDelete = Some(delete);
            assert_eq!(ffi::sqlite3_vfs_register(failing, 1), ffi::SQLITE_OK);
            Own(own)
        }
    });
}

unsafe extern "C" fn open(
    _: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    let disk = disk_of(name);
    // SAFETY: what SQLite passes on goes to its own function as it came. When that has opened the file, there is room behind
    // it for `Kept`, as `szOsFile` asked for.
    unsafe {
        if disk.is_some_and(|disk| disk.fault(false).is_some()) {
            (*file).pMethods = ptr::null();
            return ffi::SQLITE_CANTOPEN;
        }
        let Some(open) = (*own()).xOpen else { return ffi::SQLITE_ERROR };
        let code = open(own(), name, file, flags, out);
        if let (ffi::SQLITE_OK, Some(disk)) = (code, disk) {
            let kept = file.byte_add(offset()).cast::<Kept>();
            let truth = (*file).pMethods;
            let methods =
                ffi::sqlite3_io_methods { xWrite: Some(write), xTruncate: Some(truncate), xSync: Some(sync), ..*truth };
            kept.write(Kept { disk, truth, methods });
            (*file).pMethods = &raw const (*kept).methods;
        }
        code
    }
}

unsafe extern "C" fn delete(_: *mut ffi::sqlite3_vfs, name: *const c_char, sync: c_int) -> c_int {
    if disk_of(name).is_some_and(|disk| disk.fault(false).is_some()) {
        return ffi::SQLITE_IOERR_DELETE;
    }
    // SAFETY: what SQLite passes on goes to its own function as it came.
    unsafe { (*own()).xDelete.map_or(ffi::SQLITE_ERROR, |delete| delete(own(), name, sync)) }
}

unsafe extern "C" fn write(file: *mut ffi::sqlite3_file, bytes: *const c_void, count: c_int, at: i64) -> c_int {
    // SAFETY: only files that `open` has opened have this function, and what SQLite passes on goes on as it came; half of
    // the bytes are there when all are.
    unsafe {
        let kept = &*file.byte_add(offset()).cast::<Kept>();
        let Some(write) = (*kept.truth).xWrite else { return ffi::SQLITE_ERROR };
        let Some(fault) = kept.disk.fault(true) else { return write(file, bytes, count, at) };
        write(file, bytes, count / 2, at);
        if fault == Fault::Full { ffi::SQLITE_FULL } else { ffi::SQLITE_IOERR_WRITE }
    }
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: i64) -> c_int {
    // SAFETY: as in `write`.
    unsafe {
        let kept = &*file.byte_add(offset()).cast::<Kept>();
        if kept.disk.fault(false).is_some() {
            return ffi::SQLITE_IOERR_TRUNCATE;
        }
        (*kept.truth).xTruncate.map_or(ffi::SQLITE_ERROR, |truncate| truncate(file, size))
    }
}

/// Nothing is waited for: what is written outlives all that a test ends.
unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    // SAFETY: as in `write`.
    let kept = unsafe { &*file.byte_add(offset()).cast::<Kept>() };
    if kept.disk.fault(false).is_some() { ffi::SQLITE_IOERR_FSYNC } else { ffi::SQLITE_OK }
}
